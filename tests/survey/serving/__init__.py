"""The server over real connections, with an application and bounds of each test's own."""
