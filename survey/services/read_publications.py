"""Published reports, read back as they were kept: what desk, pages, files and commands print."""

from functools import lru_cache

from analysis.report.model import Report
from questionnaires.model import Plan, Questionnaire
from survey.domain.errors import PublishedTextAltered
from survey.domain.publications import Context, Edition, Publication
from survey.services.publish_text import plan, questionnaire
from survey.services.survey import Survey
from survey.store import publications

# An office looks at a few of its reports again and again.
_MOST_KEPT = 16


def all_editions(survey: Survey) -> tuple[Edition, ...]:
    """Return what reports are published, in the order of their periods and numbers."""
    with survey.store.reading() as connection:
        return publications.editions(connection)


def altered_editions(survey: Survey) -> tuple[Edition, ...]:
    """Return the published reports that are not as they were made, in their order."""
    with survey.store.reading() as connection:
        every = publications.editions(connection)
        return tuple(one for one in every if not publications.is_as_made(connection, one))


def published_report(survey: Survey, edition: Edition) -> Report:
    """Return a published report; raise PublicationAltered or PublishedTextAltered."""
    with survey.store.reading() as connection:
        kept = publications.find_publication(connection, edition.period, edition.number)
    if kept is None:
        raise LookupError(f"{edition} is not published")
    return report_as_kept(survey, kept)


def report_as_kept(survey: Survey, kept: Publication) -> Report:
    """Return the report that a publication holds.

    Raises PublishedTextAltered where a text that it was made by is not the one of then.
    """
    known = survey.directory.current().hashes(kept.questionnaire, kept.plan)
    texts = Context.read(kept.context).texts
    if other := [name for name, sha256 in known.items() if sha256 != texts.get(name)]:
        raise PublishedTextAltered(other[0].partition(" ")[2])
    followed = plan(survey, kept.plan) if kept.plan else None
    return _read(kept.report, questionnaire(survey, kept.questionnaire), followed)


@lru_cache(maxsize=_MOST_KEPT)
def _read(report: bytes, asked: Questionnaire, followed: Plan | None) -> Report:
    # Here, because it takes a while, and whoever starts need not wait for it.
    from analysis.report.stored import report_of  # noqa: PLC0415

    return report_of(report, asked, followed)
