"""A server that prints where each request comes from."""

from wsgiref.types import WSGIEnvironment

from survey.cli import main
from survey.serving import gateway
from survey.serving.environ import address_of, environ_of
from survey.serving.exchange import Scope


def careless_environ(scope: Scope, body: bytes, *, address: str | None = None) -> WSGIEnvironment:
    """Return the environ of a request, its source printed."""
    print("request from", address_of(scope), flush=True)  # noqa: T201 - the fault
    return environ_of(scope, body, address=address)


gateway.environ_of = careless_environ  # type: ignore[attr-defined]  # planted

if __name__ == "__main__":
    main()
