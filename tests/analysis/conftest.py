"""Drawn examples are the same in every run, and a busy machine is no fault."""

from hypothesis import settings

settings.register_profile("analysis", deadline=None, derandomize=True)
settings.load_profile("analysis")
