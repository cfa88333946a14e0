"""Heavy work is done apart: one at a time, few wait, and whatever happens the next one is done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from survey.background.tasks import BackgroundProcess, Bounds
from survey.domain.errors import BackgroundFull, StillWorking, TaskFailed, TaskTooLong
from tests.architecture.sources import ROOT
from tests.survey.background import chores

pytestmark = pytest.mark.server
LONG = 60.0


@contextmanager
def background(**bounds: float) -> Iterator[BackgroundProcess]:
    with closing(BackgroundProcess(Bounds(**bounds))) as made:  # type: ignore[arg-type]
        yield made


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    return tmp_path / "gate"


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary"
    path.touch()
    return path


def until(condition: Callable[[], bool]) -> None:
    last = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.02)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_each_task_is_done_by_another_process() -> None:
    with background() as apart:
        done_by = {apart.result(LONG, chores.process_number, number) for number in range(2)}
        assert len(done_by | {os.getpid()}) == 3
        assert apart.result(LONG, chores.many_bytes, 5_000_000) == b"x" * 5_000_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has classes of priority instead")
def test_it_gives_way_to_the_server() -> None:
    with background() as apart:
        assert apart.result(LONG, chores.niceness) > os.nice(0)


def test_the_same_task_asked_twice_is_done_once_for_both(gate: Path, diary: Path) -> None:
    with background() as apart, ThreadPoolExecutor(2) as pool:
        both = [pool.submit(apart.result, LONG, chores.wait_for, gate, diary) for _ in range(2)]
        until(lambda: diary.read_text() != "")
        gate.touch()
        assert len({each.result() for each in both}) == 1
        assert len(diary.read_text().splitlines()) == 1


def test_who_could_not_wait_finds_the_result_later(gate: Path, diary: Path) -> None:
    with background(picked_up_seconds=LONG) as apart:
        with pytest.raises(StillWorking):
            apart.result(0, chores.wait_for, gate, diary)
        gate.touch()
        assert apart.result(LONG, chores.wait_for, gate, diary) > 0
        assert apart.result(0, chores.wait_for, gate, diary) > 0
        assert len(diary.read_text().splitlines()) == 1


def test_what_was_waited_for_is_done_anew_when_it_is_asked_for_again(
    gate: Path, diary: Path
) -> None:
    gate.touch()
    with background() as apart:
        for _ in range(2):
            apart.result(LONG, chores.wait_for, gate, diary)
        assert len(diary.read_text().splitlines()) == 2


def test_what_was_picked_up_is_soon_done_anew(gate: Path, diary: Path) -> None:
    with background(picked_up_seconds=0) as apart:
        with pytest.raises(StillWorking):
            apart.result(0, chores.wait_for, gate, diary)
        gate.touch()
        for _ in range(2):
            apart.result(LONG, chores.wait_for, gate, diary)
        assert len(diary.read_text().splitlines()) == 2


def test_what_nobody_picks_up_is_not_kept_for_long(gate: Path, diary: Path) -> None:
    with background(kept_seconds=0) as apart:
        with pytest.raises(StillWorking):
            apart.result(0, chores.wait_for, gate, diary)
        gate.touch()

        def is_done_anew() -> bool:
            apart.result(LONG, chores.wait_for, gate, diary)
            return len(diary.read_text().splitlines()) == 2

        until(is_done_anew)


def test_only_a_few_wait(gate: Path, diary: Path, tmp_path: Path) -> None:
    with background(most_waiting=1) as apart:
        for asked in (diary, tmp_path / "other"):
            with pytest.raises(StillWorking):
                apart.result(0, chores.wait_for, gate, asked)
        with pytest.raises(BackgroundFull):
            apart.result(LONG, chores.process_number)
        gate.touch()
        apart.result(LONG, chores.wait_for, gate, tmp_path / "other")
        assert apart.result(LONG, chores.process_number) > 0


@pytest.mark.parametrize("ending", [chores.die, chores.run_out_of_memory])
def test_a_task_that_ends_badly_harms_no_other(ending: Callable[[], None]) -> None:
    with background() as apart:
        before = apart.result(LONG, chores.process_number, 1)
        for _ in range(2):
            with pytest.raises(TaskFailed):
                apart.result(LONG, ending)
        assert apart.result(LONG, chores.process_number, 2) != before


def test_nothing_of_what_a_task_says_gets_into_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    with background() as apart, pytest.raises(TaskFailed):
        apart.result(LONG, chores.say_and_raise, "Cán bộ đòi thêm tiền")
    written = capfd.readouterr()
    assert "ValueError at chores.py" in written.err
    assert "tiền" not in written.out + written.err


def test_a_task_that_takes_too_long_is_stopped(gate: Path, diary: Path) -> None:
    # So long that a process which has to start on a busy machine does not take too long itself.
    with background(seconds=5.0) as apart:
        with pytest.raises(TaskTooLong):
            apart.result(LONG, chores.wait_for, gate, diary)
        until(lambda: not is_running(int(diary.read_text() or 0)))
        assert apart.result(LONG, chores.process_number) > 0


@linux
def test_a_task_that_is_done_keeps_no_memory() -> None:
    with background() as apart:
        assert not is_running(apart.result(LONG, chores.process_number))


@linux
def test_closing_ends_it_and_tells_who_waits(
    gate: Path, diary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    apart = BackgroundProcess()
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(apart.result, LONG, chores.wait_for, gate, diary),
            pool.submit(apart.result, LONG, chores.process_number),
        ]
        until(lambda: diary.read_text() != "")
        apart.close()
        for each in asked:
            with pytest.raises((TaskFailed, BackgroundFull)):
                each.result()
    assert not is_running(int(diary.read_text()))
    assert caplog.text == ""
    with pytest.raises(BackgroundFull):
        apart.result(LONG, chores.process_number)


@linux
def test_only_who_started_it_ends_it(gate: Path, diary: Path) -> None:
    with background() as apart, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(apart.result, LONG, chores.wait_for, gate, diary)
        until(lambda: diary.read_text() != "")
        for stop in (signal.SIGTERM, signal.SIGINT):
            os.kill(int(diary.read_text()), stop)
        gate.touch()
        assert asked.result() == int(diary.read_text())


def test_a_process_that_ends_by_itself_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with background() as apart, pytest.raises(TaskFailed):
        apart.result(LONG, chores.die)
    assert "die: the background process ended" in caplog.text


@linux
def test_it_dies_with_the_process_that_started_it(diary: Path, gate: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from survey.background.tasks import BackgroundProcess\n"
        "from tests.survey.background import chores\n"
        "gate, diary = map(Path, sys.argv[1:])\n"
        "BackgroundProcess().result(60, chores.wait_for, gate, diary)\n"
    )
    arguments = [sys.executable, "-c", program, str(gate), str(diary)]
    with subprocess.Popen(arguments, cwd=ROOT) as parent:
        until(lambda: diary.read_text() != "")
        number = int(diary.read_text())
        assert is_running(number)
        parent.send_signal(signal.SIGKILL)
    until(lambda: not is_running(number))


@linux
def test_a_program_that_ends_waits_for_no_task(diary: Path, gate: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from survey.background.tasks import BackgroundProcess\n"
        "from survey.domain.errors import StillWorking\n"
        "from tests.survey.background import chores\n"
        "gate, diary = map(Path, sys.argv[1:])\n"
        "while not diary.read_text():\n"
        "    try: background.result(0, chores.wait_for, gate, diary)\n"
        "    except NameError: background = BackgroundProcess()\n"
        "    except StillWorking: time.sleep(0.02)\n"
    )
    arguments = [sys.executable, "-c", program, str(gate), str(diary)]
    done = subprocess.run(arguments, cwd=ROOT, timeout=LONG, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    until(lambda: not is_running(int(diary.read_text())))
