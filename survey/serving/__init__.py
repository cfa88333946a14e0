"""The server: requests are received whole and bounded, then given to the application."""
