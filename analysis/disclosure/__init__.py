"""What may be shown of counts of respondents without showing what a few of them answered."""
