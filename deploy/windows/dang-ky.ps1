# Registers the server and the nightly copy with the Task Scheduler. Run once, as administrator:
#   powershell -ExecutionPolicy Bypass -File C:\hailong\deploy\windows\dang-ky.ps1
# Done again, it replaces both tasks. Nothing but Windows itself is needed.

$ErrorActionPreference = 'Stop'
$Program = 'C:\hailong'
$Data = 'C:\hailong\data'
$Log = 'C:\hailong\log'

# LOCAL SERVICE: an account without a password and without rights on other machines.
$Principal = New-ScheduledTaskPrincipal -UserId 'LOCALSERVICE' -LogonType ServiceAccount -RunLevel Limited

# Windows lets everybody who signs in change a folder in C:\. The program may be run by all, changed
# by none but administrators.
icacls $Program /inheritance:r /grant:r '*S-1-5-32-545:(OI)(CI)RX' '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls could not set the rights of $Program" }

# Only the account of the server, the system and administrators may read the data.
New-Item -ItemType Directory -Force -Path $Data, $Log | Out-Null
foreach ($Folder in $Data, $Log) {
    icacls $Folder /inheritance:r /grant:r '*S-1-5-19:(OI)(CI)M' '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "icacls could not set the rights of $Folder" }
}

# At the start of the machine, and every five minutes in case it has ended: one that runs is left alone.
$AtStart = New-ScheduledTaskTrigger -AtStartup
$Again = New-ScheduledTaskTrigger -Once -At (Get-Date).Date -RepetitionInterval (New-TimeSpan -Minutes 5)
# No limit of three days, no lower priority, also on a battery.
$Settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit ([TimeSpan]::Zero) -Priority 5 -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
$Serve = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" -Argument "/d /c $Program\deploy\windows\may-chu.cmd" -WorkingDirectory $Program
Register-ScheduledTask -Force -TaskName 'Hai Long' -Principal $Principal -Trigger $AtStart, $Again -Settings $Settings -Action $Serve | Out-Null

# Each night after the day is closed; a machine that was off makes it when it is on.
$Nightly = New-ScheduledTaskTrigger -Daily -At '01:30'
$CopySettings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 4) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
$Copy = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" -Argument "/d /c $Program\deploy\windows\sao-luu.cmd" -WorkingDirectory $Program
Register-ScheduledTask -Force -TaskName 'Hai Long - sao luu' -Principal $Principal -Trigger $Nightly -Settings $CopySettings -Action $Copy | Out-Null

Start-ScheduledTask -TaskName 'Hai Long'
Write-Host "Registered. What the server says stands in $Log\hailong.log"
