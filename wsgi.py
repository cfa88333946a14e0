"""The WSGI application, for servers that want one by name (``wsgi:app``), in one process.

Who is signed in and how often passwords were tried is known to that process alone.
"""

from survey.app import create_app

app = create_app()
