"""A document that cannot be set is refused at the terminal, whatever it is."""

import pytest

from survey.commands.refusals import EXIT_REFUSED, refusals
from templates.typesetting import TypesettingError


def test_a_document_that_cannot_be_set_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended, refusals():
        raise TypesettingError("posters/a4.typ: unknown font family: be vietnam pro")
    assert ended.value.code == EXIT_REFUSED
    assert "posters/a4.typ: unknown font family: be vietnam pro" in capsys.readouterr().err
