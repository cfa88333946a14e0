"""Drawn examples: few, and the same in every run; many and always new ones in a release."""

from hypothesis import settings

# Examples take what they take on a busy machine; a slow one is no wrong one.
settings.register_profile("commit", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("release", max_examples=1000, deadline=None, database=None)
settings.load_profile("commit")
