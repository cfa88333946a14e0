"""Heavy work, apart from what serves citizens."""
