"""One run: the programs beside each other, round by round, and ours under strain."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep

from survey.bench.load import Outcome, sending
from survey.bench.office import MeasuredOffice, make_office
from survey.bench.phones import SENDERS, Visitors, hostile_task
from survey.bench.processes import Server, environment_of, running, served
from survey.bench.programs import APP, HELLO, TEXTBOOK, WITHOUT_WAITING
from survey.bench.seen import Dose, Seen, Tell
from survey.bench.staff import Clerk
from survey.bench.textbook import PATH as TEXTBOOK_PATH
from survey.bench.textbook import database_in, stored_submissions
from survey.bench.year import measure_year
from survey.settings import Settings
from templates.languages import N_

_MEMORY_PAUSE_SECONDS = 0.25
_BLOCK, _FLUSHING_SECONDS = b"\0" * 4096, 0.3
# Windows has no flush of the content alone.
_flush = getattr(os, "fdatasync", os.fsync)


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
    measure_year(folder, run.seen, tell)
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
        """Keep how many processes wanted a processor in the last minute; Windows does not tell."""
        if hasattr(os, "getloadavg"):
            self.seen.loads.append(os.getloadavg()[0])

    def starts(self, office: MeasuredOffice) -> Clerk:
        """Measure starts, and all posters as one PDF from the staff pages; return whose they are.

        After a start nothing is made already: the server gives again what it made a moment ago.
        """
        self.tell(N_("Starting the server and printing posters."))
        clerk = None
        for _ in range(self.dose.repeats):
            with served(APP, office.settings.data) as server:
                self.seen.start_seconds.append(server.first_answer(office.path))
                if clerk is None:
                    clerk = Clerk(office, server.port)
                else:
                    clerk.sign_in_at(server.port)
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

    def side_by_side(self, office: MeasuredOffice, twin: MeasuredOffice, clerk: Clerk) -> None:
        """Measure the programs beside each other, then ours with the work of staff; count all."""
        seconds = self.dose.seconds
        with ExitStack() as all_served:
            app, unsafe, hello, textbook = (
                all_served.enter_context(served(program, data))
                for program, data in (
                    (APP, office.settings.data),
                    (WITHOUT_WAITING, twin.settings.data),
                    (HELLO, twin.settings.data),
                    (TEXTBOOK, twin.settings.data),
                )
            )
            for server in (app, unsafe, hello, textbook):
                server.first_answer()
            ours = Visitors(app.port, office, seconds, office.path)
            theirs = Visitors(unsafe.port, twin, seconds, office.path)
            bare = Visitors(hello.port, office, seconds, "/")
            usual = Visitors(textbook.port, office, seconds, TEXTBOOK_PATH)
            self._rounds(
                {
                    "hello": bare.open,
                    "page": ours.open,
                    "hello at 64": partial(bare.open, SENDERS),
                    "answers": ours.send,
                    "textbook": usual.send,
                    "without waiting": theirs.send,
                }
            )
            clerk.sign_in_at(app.port)
            self._strain(app, ours, clerk)
        submissions = stored_submissions(database_in(twin.settings))
        self.seen.missing = ours.missing() + theirs.missing() + len(usual.promised) - submissions

    def _rounds(self, measures: dict[str, Callable[[], Outcome]]) -> None:
        # What is made once is made before the first round, and processors have their pace.
        for each in [*measures.values()] * self.dose.warm_up:
            each()
        names = [*measures]
        for number in range(1, self.dose.rounds + 1):
            self.tell(N_("Round %(number)s of %(count)s."), number=number, count=self.dose.rounds)
            self.seen.flushes.append(flushes_a_second(self.folder))
            self.seen.rounds.append({name: measures[name]() for name in names})
            # In another order each time, so that nobody is always the first.
            names = [*names[1:], names[0]]

    def _strain(self, server: Server, ours: Visitors, clerk: Clerk) -> None:
        for number, each in enumerate(self.seen.rounds, 1):
            self.tell(N_("Strain %(number)s of %(count)s."), number=number, count=self.dose.rounds)
            each["quiet"] = ours.open_and_send()
            with self._strained(ours, clerk), self._watched_memory(server):
                each["strained"] = ours.open_and_send()

    @contextmanager
    def _strained(self, ours: Visitors, clerk: Clerk) -> Iterator[None]:
        """Lay on all that a server is to bear beside its honest visitors."""
        phones = str(ours.port), str(self.dose.slow_phones)
        seconds = self.dose.seconds + 2 * self.dose.strain_seconds
        with (
            running("survey.bench.phones", *phones),
            sending(hostile_task(ours.port, ours.office, seconds)) as hostile,
            clerk.at_work(self.seen.staff_work),
        ):
            sleep(self.dose.strain_seconds)
            yield
            self.seen.hostile.update(hostile().statuses)

    @contextmanager
    def _watched_memory(self, server: Server) -> Iterator[None]:
        stopped, seen = Event(), [server.memory()]

        def watch() -> None:
            while not stopped.wait(_MEMORY_PAUSE_SECONDS):
                seen.append(server.memory())

        watcher = Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            stopped.set()
            watcher.join()
        if any(map(sum, seen)):
            self.seen.megabytes.append(max(seen, key=sum))


@contextmanager
def _timed(seconds: list[float]) -> Iterator[None]:
    began = perf_counter()
    yield
    seconds.append(perf_counter() - began)


def flushes_a_second(folder: Path) -> float:
    """Return how often a second the disk of a folder takes one block and says that it has it."""
    path = folder / "flushed"
    with path.open("wb", buffering=0) as file:
        began, count = perf_counter(), 0
        while (passed := perf_counter() - began) < _FLUSHING_SECONDS:
            file.seek(0)
            file.write(_BLOCK)
            _flush(file.fileno())
            count += 1
    path.unlink()
    return count / passed
