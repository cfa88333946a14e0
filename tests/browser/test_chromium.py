"""Without a browser the stories fail with a sentence that helps; they are never left out."""

import pytest

from tests.browser.chromium import chromium


def test_a_missing_browser_fails_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(AssertionError, match=r"apt-get install .* chromium"), chromium():
        pass
