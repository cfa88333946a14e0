"""The oldest phones that the citizen's pages are made for, and what the pages use that is newer."""
