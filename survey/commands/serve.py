"""`hailong serve`: the server, in this process."""

import errno
import os
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from threading import Thread

import click

from survey import app
from survey.background import Background
from survey.background.tasks import BackgroundProcess
from survey.commands.clock_words import tell_of_clock
from survey.commands.links import STAFF_PATH, citizen_link, local_address
from survey.commands.opening import settings_here, tell_of_upgrade
from survey.commands.refusals import refusals
from survey.commands.words import _, say
from survey.domain.errors import NoRights, PortTaken, UnknownHost
from survey.one_heap import use_one_heap
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.serving import server
from survey.settings import Settings
from survey.store.driver import driver_name
from survey.store.serving_lock import take_serving_lock

_JOIN_SECONDS = 5.0


@click.command(help=_("Serve the citizens' and the staff's pages until it is stopped."))
@click.option("--host", help=_("Network address to listen on; usually 127.0.0.1."))
@click.option("--port", type=click.IntRange(0, 65535), help=_("Port to listen on; 0: a free one."))
def serve(host: str | None, port: int | None) -> None:
    """Serve until a signal comes."""
    with refusals():
        settings = with_options(settings_here(), host, port)
        with take_serving_lock(settings.database):
            settings = with_free_port(settings)
            with closing((survey := open_survey(settings)).store):
                print_links(survey, settings)
                run_server(survey, settings)


def with_options(settings: Settings, host: str | None, port: int | None) -> Settings:
    """Return the settings with what was said on the command line in place of them."""
    return replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )


def with_free_port(settings: Settings) -> Settings:
    """Return the settings with the port that is going to be listened on.

    The server itself would end in a long trace. Raises PortTaken, UnknownHost and NoRights.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does: a port that was left a moment ago is free.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except PermissionError:
            raise NoRights(f"port {settings.port}") from None
        except (socket.gaierror, UnicodeError):
            raise UnknownHost(settings.host) from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(settings.port) from None
            raise UnknownHost(settings.host) from None
        return replace(settings, port=probe.getsockname()[1])


def print_links(survey: Survey, settings: Settings) -> None:
    """Say where citizens and where staff find their pages."""
    address = local_address(settings)
    tell_of_upgrade(survey)
    tell_of_clock(survey)
    say("For citizens: %(link)s", link=citizen_link(survey, address))
    say("For staff: %(link)s", link=f"{address}{STAFF_PATH}")


def run_server(
    survey: Survey, settings: Settings, beside: Callable[[Background], None] | None = None
) -> None:
    """Serve until a signal comes; without any record of who asked for what.

    `beside` is done in a thread of its own, and is to end when the process does that publishes.
    """
    say("The database is kept by SQLite %(version)s.", version=driver_name())
    use_one_heap()
    with closing(BackgroundProcess()) as background:
        clocks = app.begin_to_serve(survey)
        thread = Thread(target=beside or _nothing, args=(clocks.background,), daemon=True)
        thread.start()
        try:
            server.serve(app.create_app(survey, background), settings.host, settings.port)
        finally:
            clocks.stop()
            thread.join(_JOIN_SECONDS)


def _nothing(_background: Background) -> None:
    pass
