"""One run: the servers beside each other, round by round; then strain, start and posters."""

import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter

from survey.bench import machine
from survey.bench.load import Outcome
from survey.bench.office import MeasuredOffice, make_office
from survey.bench.seen import Dose, Seen
from survey.bench.servers import APP, Server, environment_of, program, start
from survey.bench.staff import Clerk
from survey.bench.strain import Strain
from survey.bench.textbook import PATH as TEXTBOOK_PATH
from survey.bench.visitors import SENDERS, Visitors
from survey.settings import Settings
from templates.languages import N_

# Tells an English sentence with its values, in the language of the terminal.
Tell = Callable[..., None]

_MEMORY_PAUSE_SECONDS = 0.5
_MEGABYTE = 1e6


def measure(folder: Path, dose: Dose, tell: Tell) -> Seen:
    """Measure everything in an empty folder, and tell what is being done."""
    run = Run(folder, dose, Seen(dose), tell)
    run.note_load()
    tell(N_("Making an office with a year of answers."))
    office = make_office(Settings(data=folder / "office"), dose.posters, dose.responses)
    twin = replace(office, settings=Settings(data=folder / "twin"))
    shutil.copytree(office.settings.data, twin.settings.data)
    clerk = run.starts(office)
    run.side_by_side(office, twin, clerk)
    run.note_load()
    return run.seen


@dataclass(frozen=True)
class Run:
    """A run under way: where, how much, and what was seen so far."""

    folder: Path
    dose: Dose
    seen: Seen
    tell: Tell

    def note_load(self) -> None:
        """Keep how many processes wanted a processor in the last minute."""
        load = machine.load_average()
        if load is not None:
            self.seen.loads.append(load)

    def side_by_side(self, office: MeasuredOffice, twin: MeasuredOffice, clerk: Clerk) -> None:
        """Measure the servers beside each other, and then ours with the work of staff."""
        seconds = self.dose.seconds
        with (
            start(APP, office.settings.data) as app,
            start(program("without-waiting"), twin.settings.data) as without_waiting,
            start(program("hello"), twin.settings.data) as hello,
            start(program("textbook"), twin.settings.data) as textbook,
        ):
            for server in (app, without_waiting, hello, textbook):
                server.first_answer()
            ours = Visitors(app, office, seconds, office.path)
            unsafe = Visitors(without_waiting, twin, seconds, office.path)
            bare = Visitors(hello, office, seconds, "/")
            usual = Visitors(textbook, office, seconds, TEXTBOOK_PATH)
            measures: dict[str, Callable[[], Outcome]] = {
                "hello": partial(bare.open, "/"),
                "page": ours.open_poster,
                "hello at 64": partial(bare.open, "/", SENDERS),
                "answers": ours.send,
                "textbook": usual.send,
                "without waiting": unsafe.send,
            }
            for measure in measures.values():
                measure()  # what is made once is made before the first round
            for number in range(self.dose.rounds):
                self.seen.rounds.append(self._round(number, measures))
            clerk.port = app.port
            self._strain(ours, clerk)
            # What was promised is on the disk even when the server is given no time to end.
            app.kill()
            self.seen.missing = ours.missing() + unsafe.missing()

    def starts(self, office: MeasuredOffice) -> Clerk:
        """Measure starts, and all posters as one PDF from the staff pages; return whose they are.

        After a start nothing is made already: the server gives again what it made a moment ago.
        """
        self.tell(N_("Starting the server and printing posters."))
        clerk = None
        for _ in range(self.dose.repeats):
            with start(APP, office.settings.data) as server:
                self.seen.start_seconds.append(server.first_answer(office.path))
                clerk = clerk or Clerk(office, server.port)
                clerk.port = server.port
                with _timed(self.seen.one_pdf_seconds):
                    clerk.print_posters()
            self._print_files(office)
        if clerk is None:
            raise ValueError("there must be a start")
        return clerk

    def _print_files(self, office: MeasuredOffice) -> None:
        command = (sys.executable, "-m", "survey.cli", "posters", "--all", "--out")
        with TemporaryDirectory(dir=self.folder) as out, _timed(self.seen.files_seconds):
            subprocess.run(
                (*command, out),
                env=environment_of(office.settings.data),
                stdout=subprocess.DEVNULL,
                check=True,
            )

    def _round(
        self, number: int, measures: Mapping[str, Callable[[], Outcome]]
    ) -> dict[str, Outcome]:
        self.tell(N_("Round %(number)s of %(count)s."), number=number + 1, count=self.dose.rounds)
        self.seen.flushes.append(machine.flushes_a_second(self.folder))
        busy = machine.busy_share()
        if busy is not None:
            self.seen.busy.append(busy)
        # In another order each time, so that nobody is always the first.
        names = deque(measures)
        names.rotate(-number)
        return {name: measures[name]() for name in names}

    def _strain(self, ours: Visitors, clerk: Clerk) -> None:
        for number, each in enumerate(self.seen.rounds, 1):
            self.tell(N_("Strain %(number)s of %(count)s."), number=number, count=self.dose.rounds)
            each["quiet"] = ours.open_and_send()
            strain = Strain(ours.server, ours.office, clerk, self.dose)
            with strain.on(), self._watched_memory(ours.server):
                each["strained"] = ours.open_and_send()
            self.seen.staff_work += strain.staff.done
            if strain.hostile is not None:
                self.seen.hostile.update(strain.hostile.statuses)

    @contextmanager
    def _watched_memory(self, server: Server) -> Iterator[None]:
        stopped = Event()

        def watch() -> None:
            most = 0
            while not stopped.wait(_MEMORY_PAUSE_SECONDS):
                most = max(most, server.memory or 0)
            if most:
                self.seen.memory_megabytes.append(most / _MEGABYTE)

        watcher = Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            stopped.set()
            watcher.join()


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    began = perf_counter()
    yield
    seconds.append(perf_counter() - began)
