# Version of last year, before the share was moved.
$key = 'Invented-Old-Share-Key-7731'
net use L: \\lab01\tools /user:FABRIKAM\lab $key
Copy-Item L:\tools C:\Lab -Recurse
