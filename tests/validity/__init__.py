"""Every page of citizens and of staff before the validator of the W3C's and WHATWG's markup."""
