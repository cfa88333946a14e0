"""The files with which a server is run, asserted line by line."""
