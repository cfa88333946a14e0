"""The public face: no sign-in, no cookie, no record of who."""
