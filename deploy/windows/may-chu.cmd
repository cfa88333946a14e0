@echo off
rem The server, as the Task Scheduler starts it. Tasks have no settings of their own: they stand here.
set HAILONG_DATA=C:\hailong\data
set HAILONG_HOST=127.0.0.1
set HAILONG_PORT=8080
rem With a web server in front that says where staff sign in from: 1
set HAILONG_PROXIES=0
set PYTHONUTF8=1
rem A file has no times beside its lines; Windows' own log would.
"C:\hailong\.venv\Scripts\hailong.exe" serve >> C:\hailong\log\hailong.log 2>&1
