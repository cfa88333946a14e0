"""`hailong posters`: the posters as PDF files, one each, to be printed elsewhere."""

from pathlib import Path

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.domain.codes import read_code
from survey.domain.errors import NoRights, NothingToPrint, StoreFull, UnknownCode
from survey.services.print_posters import codes_in_use, print_posters
from survey.services.survey import Survey


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
        raise click.UsageError(_("Name the posters by their codes, or say --all."))
    with opened_survey() as survey:
        chosen = codes_in_use(survey) if wants_all else tuple(map(_read, codes))
        if not chosen:
            raise NothingToPrint
        for code in chosen:
            say("Written: %(file)s", file=_write(survey, code, out))


def _read(typed: str) -> str:
    code = read_code(typed)
    if code is None:
        raise UnknownCode
    return code


def _write(survey: Survey, code: str, out: Path) -> Path:
    pdf = print_posters(survey, [code])
    path = out / f"ap-phich-{code}.pdf"
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
    except PermissionError:
        raise NoRights(str(out)) from None
    except OSError:
        raise StoreFull(str(out)) from None
    return path
