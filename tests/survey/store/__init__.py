"""The store on real files: full, locked, damaged, of another program."""
