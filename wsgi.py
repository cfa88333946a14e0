"""The WSGI application, for servers that want one by name: ``wsgi:app``."""

from survey.app import create_app

app = create_app()
