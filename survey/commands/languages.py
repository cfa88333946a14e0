"""`hailong languages`: what each language has and lacks, and the files to fill in."""

from pathlib import Path

import click

from survey.commands.language_words import say_all, say_catalogue, say_in_full
from survey.commands.misunderstandings import Misunderstanding
from survey.commands.opening import opened_survey
from survey.commands.refusals import EXIT_REFUSED
from survey.commands.words import _, say
from survey.services.prepare_language import (
    Notes,
    read_filled,
    registered,
    write_next_version,
    write_sheets,
)
from survey.services.review_languages import review_languages
from survey.services.survey import Survey
from templates.languages import N_

_NOTES = Notes(
    N_(
        "What citizens read on the pages. Write each sentence between the quotation marks after "
        "msgstr.\n"
        "The line that begins with “#.” says it in Vietnamese. Leave msgid as it is.\n"
        "Whatever looks like %(contact)s stands for a value and must stay in the sentence.\n"
        "Sentences may be left empty and filled later; the language is shown when all are there."
    ),
    N_(
        "What the questionnaire asks. Write each sentence between the quotation marks after "
        "msgstr.\n"
        "After msgid it stands in Vietnamese, after “#.” in English. Leave both as they are.\n"
        "When all are there, “hailong languages” with --next-version makes the next version of it."
    ),
)


@click.command(help=_("Say what each language has and lacks; with CODE, every sentence of one."))
@click.argument("code", required=False, metavar="[CODE]")
@click.option(
    "--template",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("Write the files of the language CODE to fill in."),
)
@click.option(
    "--next-version",
    "filled",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Make the next version of the questionnaire from its filled file."),
)
def languages(code: str | None, template: Path | None, filled: Path | None) -> None:
    """Review all languages or one, or make files for one."""
    if code is None and (template or filled):
        raise Misunderstanding(_("Name the language too, such as blt."))
    with opened_survey() as survey:
        if code is None:
            say_all(review_languages(survey))
            return
        registered(code)
        if template is not None:
            _write_sheets(survey, code, template)
        if filled is not None:
            _write_next_version(survey, code, filled)
        if template is None and filled is None:
            say_in_full(review_languages(survey), code)


def _write_sheets(survey: Survey, code: str, into: Path) -> None:
    notes = Notes(_(_NOTES.pages), _(_NOTES.questionnaire))
    for path in write_sheets(survey, code, into, notes):
        say("Written: %(file)s", file=path)
    folder = survey.settings.languages
    say("Put the filled citizen.%(code)s.po into %(folder)s.", code=code, folder=folder)


def _write_next_version(survey: Survey, code: str, filled: Path) -> None:
    said = read_filled(survey, code, filled)
    if not said.is_complete:
        say_catalogue(said, filled.name)
        say("No version was made; nothing was changed.")
        raise click.exceptions.Exit(EXIT_REFUSED)
    path = write_next_version(survey, code, said, filled.absolute().parent)
    say("Written: %(file)s", file=path)
    say("Read it through, then: hailong publish %(file)s --use %(name)s", file=path, name=path.stem)
