"""What is there and what is missing in each language, for whoever fills the files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from questionnaires.model import Questionnaire
from questionnaires.wordings import PlacedWording, missing_wordings, wordings
from survey.services.find_sounds import ENDINGS, SOUNDS, silent_places, spoken_places
from survey.services.offer_languages import offered_languages
from survey.services.publish_text import current_questionnaire, published, questionnaire
from survey.services.survey import Survey
from survey.store.published_texts import Kind
from templates.catalogues import Catalogue, sentences
from templates.language_faults import Fault
from templates.language_files import REGISTER, LanguageFiles, language_files
from templates.language_register import LANGUAGES, Language


@dataclass(frozen=True)
class QuestionnaireReview:
    """One published questionnaire in one language.

    Attributes
    ----------
    name : str
    is_asked : bool
        Whether it is the one that the office asks at present.
    total, missing : int, tuple of PlacedWording
        How many sentences it has, and those that nobody wrote in this language.
    to_record, silent : int, tuple of str
        How many recordings it can have, and those that nobody made.
    """

    name: str
    is_asked: bool
    total: int
    missing: tuple[PlacedWording, ...]
    to_record: int
    silent: tuple[str, ...]


@dataclass(frozen=True)
class LanguageReview:
    """One language of the register.

    Attributes
    ----------
    code, language : str, Language
    is_own : bool
        Whether the whole program speaks it, so that its pages are never incomplete.
    total : int
        How many sentences the pages have.
    catalogue : Catalogue or None
        What its file says; None where there is no file.
    questionnaires : tuple of QuestionnaireReview
    is_offered : bool
        Whether citizens can choose it.
    """

    code: str
    language: Language
    is_own: bool
    total: int
    catalogue: Catalogue | None
    questionnaires: tuple[QuestionnaireReview, ...]
    is_offered: bool


@dataclass(frozen=True)
class Review:
    """All languages, what is wrong with the office's register, and files that nothing reads."""

    languages: tuple[LanguageReview, ...]
    faults: tuple[Fault, ...]
    unread: tuple[Path, ...]


def review_languages(survey: Survey) -> Review:
    """Return what is there and what is missing in each language of the register."""
    files = language_files()
    asked = current_questionnaire(survey).name
    names = published(survey, Kind.QUESTIONNAIRE)
    known = sorted((questionnaire(survey, name) for name in names), key=lambda q: q.name != asked)
    reviews = tuple(_review(survey, files, code, known) for code in files.register.languages)
    unread = tuple(_unread(survey.settings.languages, files, known))
    return Review(reviews, files.register.faults, unread)


def _review(
    survey: Survey, files: LanguageFiles, code: str, known: list[Questionnaire]
) -> LanguageReview:
    return LanguageReview(
        code=code,
        language=files.language(code),
        is_own=code in LANGUAGES,
        total=len(sentences()),
        catalogue=None if code in LANGUAGES else files.catalogue(code),
        questionnaires=tuple(
            QuestionnaireReview(
                name=each.name,
                is_asked=each is known[0],
                total=len(wordings(each)),
                missing=missing_wordings(each, code),
                to_record=len(spoken_places(each)),
                silent=silent_places(survey, code, each),
            )
            for each in known
        ),
        is_offered=code in offered_languages(survey),
    )


def _unread(folder: Path, files: LanguageFiles, known: list[Questionnaire]) -> Iterator[Path]:
    """Find what somebody put there under a name that nothing looks for."""
    read = {Path(REGISTER)}
    for code in files.register.languages:
        if code not in LANGUAGES:
            read.add(Path(f"citizen.{code}.po"))
        font = files.language(code).font
        if font is not None:
            read.add(Path("fonts") / font.file)
        for each in known:
            place = Path(SOUNDS) / code / each.name
            read |= {place / (p + ending) for p in spoken_places(each) for ending in ENDINGS}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder) not in read:
            yield path.relative_to(folder)
