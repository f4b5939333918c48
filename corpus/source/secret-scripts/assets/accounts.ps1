$word = 'Dock-Invented-32'
$secure = ConvertTo-SecureString $word -AsPlainText -Force
New-LocalUser -Name weigher -Password $secure
