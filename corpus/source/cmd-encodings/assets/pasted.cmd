@echo off
rem “Quoted” in a comment
echo The “new” till
copy “site.json” "%ProgramData%\FourthCoffee"
