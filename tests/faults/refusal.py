"""How a command refuses: an exit code, one clear sentence, and nothing of its insides."""

import re
import subprocess

INSIDES = re.compile(
    r"Traceback|File \"|sqlalchemy|sqlite3\.\w|panicked|errno|\.py\b", re.IGNORECASE
)


def assert_one_clear_sentence(refused: subprocess.CompletedProcess[str], *words: str) -> None:
    """Check that a command ended with one line that says what is wrong."""
    said = refused.stderr.strip()
    assert refused.returncode not in (0, -9), f"it did not refuse: {refused.stdout}{said}"
    assert not INSIDES.search(refused.stdout + refused.stderr), refused.stdout + refused.stderr
    assert said.count("\n") == 0, f"more than one line:\n{said}"
    assert said.endswith((".", "!", "?")), said
    for word in words:
        assert word in said, f"{word!r} is not said: {said}"
