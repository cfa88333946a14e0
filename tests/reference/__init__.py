"""Reference cases with their data, and the test that runs them."""
