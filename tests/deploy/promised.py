"""What each file must say, and why: a line that is taken away breaks a promise."""

DATA = "the folder of the data"
OWNER = "nobody else on the machine reads the data"
TIMELESS = "no time stands beside a line of the program"
MEMORY = "answers in memory never reach a disk"
WALL = "whoever takes over the program finds nothing to go on with"
KERNEL = "the program has no business with the kernel"
RUNS = "it runs again, and ends in order"
QUIET = "nothing is written down of who came"
NOWHERE = "where a citizen is, is not passed on"
STAFF = "guessing is slowed by the network that it comes from"
LIMITS = "as survey/limits.py"
NO_FILE = "no answer lies in a temporary file"
ENCRYPTED = "nobody on the way reads along"

WALLS = {
    "UMask=0077": OWNER,
    "LimitCORE=0": MEMORY,
    "MemorySwapMax=0": MEMORY,
    "NoNewPrivileges=yes": WALL,
    "CapabilityBoundingSet=": WALL,
    "AmbientCapabilities=": WALL,
    "ProtectSystem=strict": WALL,
    "ProtectHome=yes": WALL,
    "PrivateTmp=yes": WALL,
    "PrivateDevices=yes": WALL,
    "PrivateUsers=yes": WALL,
    "ProtectProc=invisible": WALL,
    "ProtectClock=yes": KERNEL,
    "ProtectHostname=yes": KERNEL,
    "ProtectKernelLogs=yes": KERNEL,
    "ProtectKernelModules=yes": KERNEL,
    "ProtectKernelTunables=yes": KERNEL,
    "ProtectControlGroups=yes": KERNEL,
    "RestrictNamespaces=yes": KERNEL,
    "RestrictRealtime=yes": KERNEL,
    "RestrictSUIDSGID=yes": WALL,
    "RemoveIPC=yes": WALL,
    "LockPersonality=yes": KERNEL,
    "MemoryDenyWriteExecute=yes": WALL,
    "SystemCallArchitectures=native": KERNEL,
    "SystemCallFilter=@system-service": KERNEL,
    "SystemCallFilter=~@privileged": KERNEL,
    "SystemCallErrorNumber=EPERM": "a call that is refused is an error, not the end",
    "User=hailong": WALL,
    "Group=hailong": WALL,
    "Environment=HAILONG_DATA=/var/lib/hailong": DATA,
}

SERVER = WALLS | {
    "Environment=HAILONG_PROXIES=1": STAFF,
    "ExecStart=/opt/hailong/.venv/bin/hailong serve": RUNS,
    "Restart=on-failure": RUNS,
    "TimeoutStopSec=30": LIMITS,
    "KillMode=control-group": RUNS,
    "StandardOutput=append:/var/log/hailong/hailong.log": TIMELESS,
    "StandardError=inherit": TIMELESS,
    "LogsDirectory=hailong": TIMELESS,
    "LogsDirectoryMode=0700": OWNER,
    "StateDirectory=hailong": DATA,
    "StateDirectoryMode=0700": OWNER,
    "MemoryMax=2G": "a fault does not fill the machine",
    "LimitNOFILE=16384": LIMITS,
    "IPAddressDeny=any": "nothing leaves for the network",
    "IPAddressAllow=localhost": "the web server of this machine is spoken to",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX": KERNEL,
    "WantedBy=multi-user.target": RUNS,
}

BACKUP = WALLS | {
    "Type=oneshot": RUNS,
    "ExecStart=/opt/hailong/.venv/bin/hailong backup --keep 30": "thirty copies are kept",
    "PrivateNetwork=yes": "a copy needs no network",
    "RestrictAddressFamilies=AF_UNIX": "a copy needs no network",
    "ReadWritePaths=/var/lib/hailong": DATA,
}

TIMER = {
    "OnCalendar=*-*-* 01:30:00 Asia/Ho_Chi_Minh": "after the day is closed",
    "Persistent=true": "a machine that slept makes up for it",
    "WantedBy=timers.target": RUNS,
}

CITIZENS = {
    "proxy_pass http://hailong;": RUNS,
    "proxy_set_header Host $host;": "the program compares it with its public address",
    'proxy_set_header X-Forwarded-For "";': NOWHERE,
    'proxy_set_header X-Real-IP "";': NOWHERE,
    'proxy_set_header Forwarded "";': NOWHERE,
}

NGINX = CITIZENS | {
    "listen 443 ssl;": ENCRYPTED,
    "ssl_protocols TLSv1.2 TLSv1.3;": ENCRYPTED,
    "ssl_session_cache off;": "two visits of a phone are not joined",
    "ssl_session_tickets off;": "two visits of a phone are not joined",
    "return 301 https://hailong.example.gov.vn$request_uri;": ENCRYPTED,
    "access_log off;": QUIET,
    "error_log /dev/null crit;": QUIET,
    "server_tokens off;": "a version helps whoever looks for faults",
    "client_max_body_size 1m;": LIMITS,
    "client_body_buffer_size 1m;": NO_FILE,
    "proxy_max_temp_file_size 0;": NO_FILE,
    "large_client_header_buffers 4 16k;": LIMITS,
    "client_header_timeout 10s;": LIMITS,
    "client_body_timeout 30s;": LIMITS,
    "send_timeout 60s;": LIMITS,
    "proxy_set_header X-Forwarded-For $remote_addr;": STAFF,
}

CADDY = {
    "admin off": "nobody on the machine changes it while it runs",
    "exclude http.log.access http.log.error http.handlers.reverse_proxy": QUIET,
    "max_header_size 16KB": LIMITS,
    "read_header 10s": LIMITS,
    "read_body 30s": LIMITS,
    "write 60s": LIMITS,
    "max_size 1MB": LIMITS,
    "handle /can-bo* {": STAFF,
    "header_up X-Forwarded-For {remote_host}": STAFF,
    "header_up -X-Forwarded-For": NOWHERE,
    "header_up -X-Real-IP": NOWHERE,
    "header_up -Forwarded": NOWHERE,
    "header -Server": "a version helps whoever looks for faults",
}

REGISTER = {
    "$ErrorActionPreference = 'Stop'": "nothing is half done in silence",
    "icacls $Program /inheritance:r /grant:r '*S-1-5-32-545:(OI)(CI)RX'": WALL,
    "-UserId 'LOCALSERVICE' -LogonType ServiceAccount -RunLevel Limited": WALL,
    "icacls $Folder /inheritance:r /grant:r '*S-1-5-19:(OI)(CI)M'": OWNER,
    "New-ScheduledTaskTrigger -AtStartup": RUNS,
    "-RepetitionInterval (New-TimeSpan -Minutes 5)": RUNS,
    "-MultipleInstances IgnoreNew -ExecutionTimeLimit ([TimeSpan]::Zero)": RUNS,
    "-Priority 5": "a task has a lower priority otherwise",
    "\\deploy\\windows\\may-chu.cmd": RUNS,
    "New-ScheduledTaskTrigger -Daily -At '01:30'": "after the day is closed",
    "-StartWhenAvailable": "a machine that was off makes up for it",
    "\\deploy\\windows\\sao-luu.cmd": "thirty copies are kept",
}

WINDOWS_SERVER = {
    "set HAILONG_DATA=C:\\hailong\\data": DATA,
    "set HAILONG_HOST=127.0.0.1": "the web server of this machine is spoken to",
    "set HAILONG_PROXIES=0": STAFF,
    "set PYTHONUTF8=1": "Vietnamese letters reach the file",
    'hailong.exe" serve >> C:\\hailong\\log\\hailong.log 2>&1': TIMELESS,
}

WINDOWS_BACKUP = {
    "set HAILONG_DATA=C:\\hailong\\data": DATA,
    "set PYTHONUTF8=1": "Vietnamese letters reach the file",
    'hailong.exe" backup --keep 30': "thirty copies are kept",
}

PROMISED = {
    "systemd/hailong.service": SERVER,
    "systemd/hailong-backup.service": BACKUP,
    "systemd/hailong-backup.timer": TIMER,
    "nginx.conf": NGINX,
    "Caddyfile": CADDY,
    "windows/dang-ky.ps1": REGISTER,
    "windows/may-chu.cmd": WINDOWS_SERVER,
    "windows/sao-luu.cmd": WINDOWS_BACKUP,
}

# What must stand in each of these, and not only somewhere.
EACH_SERVER = {"access_log off;", "error_log /dev/null crit;"}
EACH_PLACE = set(CITIZENS) - {'proxy_set_header X-Forwarded-For "";'}
