"""The questions one by one: each on a screen of its own, the last one to write and to send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.web.citizen.questions import AskedQuestion

# No question is called so: ids of questions have no hyphen.
LAST = "the-end"


@dataclass(frozen=True)
class Screen:
    """One screen; `question` is None on the last one."""

    id: str
    question: AskedQuestion | None
    before: str | None  # None: the first one
    after: str  # "": the last one
    sound: str | None


@dataclass(frozen=True)
class Screens:
    """All screens; without a target in the address, `shown` is the one that is seen."""

    others: tuple[Screen, ...]
    shown: Screen

    @property
    def in_page_order(self) -> tuple[Screen, ...]:
        """As they stand in the page.

        The shown one is the last, because a stylesheet can hide what comes after a target, and old
        browsers cannot hide what comes before one.
        """
        return (*self.others, self.shown)


def screens(questions: Sequence[AskedQuestion], sounds: Mapping[str, str], shown: str) -> Screens:
    """Return the screens of the questions, with the one of the id `shown` to begin with."""
    ids = [*(question.id for question in questions), LAST]
    made = [
        Screen(
            id=name,
            question=question,
            before=ids[number - 2] if number > 1 else None,
            after=ids[number] if number < len(ids) else "",
            sound=sounds.get(name),
        )
        for number, (name, question) in enumerate(zip(ids, [*questions, None], strict=True), 1)
    ]
    others = tuple(screen for screen in made if screen.id != shown)
    return Screens(others, next(screen for screen in made if screen.id == shown))


def where_to_go_on(questions: Sequence[AskedQuestion]) -> str:
    """Return the screen after the last one that is marked: what came before was passed by."""
    marked = [number for number, question in enumerate(questions, 1) if question.is_marked]
    ids = [*(question.id for question in questions), LAST]
    return ids[max(marked, default=0)]
