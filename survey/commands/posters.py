"""`hailong posters`: the posters as PDF files, one each, to be printed elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from analysis.whole_files import write_whole
from survey.commands.letters import warn_of_office_letters
from survey.commands.misunderstandings import Misunderstanding
from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.domain.codes import read_code
from survey.domain.errors import NoRights, NotStored, PrintingStopped, StoreFull, UnknownCode
from survey.services.draw_posters import PosterSheet, draw_posters
from survey.services.poster_names import poster_file_name
from survey.services.print_posters import note_printed, sheets_to_print
from survey.services.survey import Survey
from templates.letters import has_unprintable_letters


@click.command(help=_("Write posters as PDF files: those of the CODEs, or all in use."))
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--all", "wants_all", is_flag=True, help=_("Every poster in use."))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder for the files; made where it is missing."),
)
@click.option("--size", type=click.Choice(["a4"]), default="a4", help=_("Size of the paper."))
def posters(codes: tuple[str, ...], wants_all: bool, out: Path, size: str) -> None:  # noqa: ARG001
    """Write a file for each poster."""
    if wants_all == bool(codes):
        raise Misunderstanding(_("name the posters by their codes, or say --all."))
    with opened_survey() as survey:
        sheets = sheets_to_print(survey, None if wants_all else tuple(map(_read, codes)))
        _make(out)
        _warn_of_letters(sheets)
        _write_all(survey, sheets, out)


def _read(typed: str) -> str:
    code = read_code(typed)
    if code is None:
        raise UnknownCode
    return code


def _warn_of_letters(sheets: Sequence[PosterSheet]) -> None:
    warn_of_office_letters(sheets[0].office, sheets[0].damage_contact)
    for sheet in sheets:
        if has_unprintable_letters(f"{sheet.service_point} {sheet.place}"):
            warning = _("%(name)s: the name or the place has letters that posters cannot show.")
            click.echo(warning % {"name": sheet.service_point}, err=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise NoRights(str(folder)) from None
    except OSError:
        raise StoreFull(str(folder)) from None


def _write_all(survey: Survey, sheets: Sequence[PosterSheet], out: Path) -> None:
    written: list[PosterSheet] = []
    try:
        try:
            for sheet in _told(sheets, out):
                write_whole(_path(sheet, out), draw_posters([sheet]))
                written.append(sheet)
        finally:
            if written:
                note_printed(survey, written)
    except (OSError, NotStored):
        raise PrintingStopped(len(written), len(sheets), str(out)) from None


def _told(sheets: Sequence[PosterSheet], out: Path) -> Iterator[PosterSheet]:
    """Yield the sheets while people see how far it has come, and programs which files there are."""
    if sys.stdout.isatty():
        with click.progressbar(sheets, label=_("Posters")) as shown:
            yield from shown
        say("Written: %(number)s posters in %(folder)s", number=len(sheets), folder=out)
        return
    for sheet in sheets:
        yield sheet
        say("Written: %(file)s", file=_path(sheet, out))


def _path(sheet: PosterSheet, out: Path) -> Path:
    return out / poster_file_name([sheet])
