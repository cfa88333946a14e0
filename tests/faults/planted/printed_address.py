"""A server that prints where each request comes from."""

from wsgiref.types import WSGIEnvironment

from survey.cli import main
from survey.serving import gateway
from survey.serving.environ import add_address, environ_of
from survey.serving.exchange import Scope


def careless_environ(scope: Scope) -> WSGIEnvironment:
    """Return the environ of a request, its source printed."""
    environ = environ_of(scope)
    add_address(environ, scope)
    print("request from", environ["REMOTE_ADDR"], flush=True)  # noqa: T201 - the fault
    return environ


gateway.environ_of = careless_environ

if __name__ == "__main__":
    main()
