"""One module a command of ``python -m analysis``; each holds a click command named `command`."""
