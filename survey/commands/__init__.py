"""What `hailong` does at a terminal, a module each."""
