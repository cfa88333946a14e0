"""Made-up values for the places of sentences, each as a report would print it in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from questionnaires.published import load_questionnaire, questionnaire_names

if TYPE_CHECKING:
    from analysis.report.words import Words
    from questionnaires.model import Questionnaire

Make = Callable[["Words"], str]


def value_of(name: str, pattern: str, words: Words) -> str:
    """Return a value for a place of a sentence; a place that is not known raises KeyError."""
    own = (makes for beginning, makes in OWN_VALUES.items() if pattern.startswith(beginning))
    return (next((makes[name] for makes in own if name in makes), None) or _USUAL[name])(words)


def _text(text: str) -> Make:
    """Return words of a file or an office, which are the same in every language."""
    return lambda _: text


def _number(value: float, digits: int = 0) -> Make:
    return lambda words: words.number(value, digits)


def _share(value: float) -> Make:
    return lambda words: words.share(value)


def _points(value: float, digits: int = 1) -> Make:
    return lambda words: words.points(value, digits)


def _month(name: str) -> Make:
    return lambda words: words.month(name)


def _day(day: date) -> Make:
    return lambda words: words.day(day)


def _said(sentence: str, **values: Make) -> Make:
    """Return a sentence that stands within another one."""
    return lambda words: words.say(sentence, **{name: of(words) for name, of in values.items()})


def _counted(one: str, several: str, count: int) -> Make:
    return lambda words: words.ngettext(one, several, count) % {"count": words.number(count)}


def _together(*makes: Make, between: str = ", ") -> Make:
    return lambda words: between.join(make(words) for make in makes)


@cache
def _questionnaire() -> Questionnaire:
    return load_questionnaire(questionnaire_names()[0])


def _criterion(at: int, words: Words) -> str:
    item = _questionnaire().items[at]
    return item.wording.in_language(words.language).text.rstrip(".")


def _answer(at: int, words: Words) -> str:
    return _questionnaire().items[0].choices[at].label.in_language(words.language).text


def _mode(name: str) -> Make:
    return lambda words: words.mode(name)


def _differing(words: Words) -> str:
    return f"Quầy 2 ({words.number(2.2, 1)}), Quầy 4 ({words.number(3.1, 1)})"


def _quoted(make: Make) -> Make:
    return lambda words: f"“{make(words)}”"


_FIRST, _SECOND = partial(_criterion, 4), partial(_criterion, 3)
_QUARTER = _said("quarter %(quarter)s of %(year)s", quarter=_text("1"), year=_text("2022"))
_BEFORE = _said("the period before (%(period)s)", period=_text("07/2021–12/2021"))
_POINT = _text("Quầy 2")
_SLOPE: Mapping[str, Make] = {
    "change": _points(-0.0042, 2),
    "low": _points(-0.0071, 2),
    "high": _points(-0.0013, 2),
}
_RISE: Mapping[str, Make] = {
    "change": _points(0.0042, 2),
    "low": _points(0.0013, 2),
    "high": _points(0.0071, 2),
}
_STEADY: Mapping[str, Make] = {
    "change": _points(0.0005, 2),
    "low": _points(-0.0024, 2),
    "high": _points(0.0034, 2),
}
_A_MONTH = "%(change)s percentage points a month, 95%% interval %(low)s to %(high)s"


def _trend(slope: Mapping[str, Make]) -> Mapping[str, Make]:
    change, p_value = _said(_A_MONTH, **slope), 0.0042
    return {"change": lambda words: f"{change(words)}, {words.p_value(p_value)}"}


def _worst(at: int, count: int) -> Make:
    return _said(
        "“%(title)s” (people not satisfied: %(count)s)",
        title=partial(_criterion, at),
        count=_number(count),
    )


# What stands in the places of a sentence unless it is named below, by its beginning.
_USUAL: Mapping[str, Make] = {
    "answered": _number(118),
    "answers": _number(1080),
    "asked": _number(131),
    "begins": _day(date(2022, 1, 1)),
    "best": partial(_answer, -1),
    "bound": _share(0.861),
    "cases": _number(240),
    "cells": _text("Quầy 3 + Quầy 4"),
    "change": _points(0.012),
    "column": _text("STT"),
    "columns": _text("“Ghi chú”, “Người nhập”"),
    "count": _number(12),
    "criteria": _counted("%(count)s criterion", "%(count)s criteria", 9),
    "day": _day(date(2022, 3, 1)),
    "end": _text("90%"),
    "ends": _day(date(2022, 12, 31)),
    "facts": _counted("%(count)s question of fact", "%(count)s questions of fact", 2),
    "first": _month("2022-01"),
    "groups": _number(12),
    "high": _share(0.904),
    "highest": _text("Quầy 1"),
    "index": _said("Index %(number)s", number=_number(2)),
    "interval": _said("%(low)s to %(high)s", low=_share(0.861), high=_share(0.904)),
    "items": _number(9),
    "last": _month("2022-06"),
    "least": _number(10),
    "limit": _number(4.25, 2),
    "low": _share(0.861),
    "lowest": _text("Quầy 4"),
    "mapping": _text("khop-cot.yaml"),
    "margin": lambda words: words.column("service_point"),
    "modes": _together(_mode("poster"), _mode("paper")),
    "month": _month("2022-03"),
    "months": _together(_month("2022-04"), _month("2022-07")),
    "more": _counted("%(count)s more", "%(count)s more", 3),
    "most": _number(3),
    "name": _text("bao-cao-2021.json"),
    "names": _text("Quầy 2, Quầy 4"),
    "number": _number(2),
    "others": _quoted(_text("Ghi chú")),
    "p": lambda words: words.p_value(0.0042),
    "period": _text("07/2021–12/2021"),
    "points": lambda words: words.unsigned_points(0.022),
    "quarter": _text("1"),
    "questions": _quoted(_FIRST),
    "reach": _said("from %(low)s to %(high)s", low=_share(0.861), high=_share(0.904)),
    "reasons": lambda words: f"{words.number(5)} {words.say('empty rows')}",
    "respondents": _number(120),
    "responses": _number(3),
    "row": _number(4),
    "rows": _text("12, 26–28"),
    "satisfied": _together(*(_quoted(partial(_answer, at)) for at in (-2, -1))),
    "share": _share(0.882),
    "sheet": _text("Trả lời"),
    "sheets": _quoted(_text("Nháp")),
    "sign": _text("≥"),
    "source": _text("Kế hoạch 136/KH-SLĐTBXH, mục II.3"),
    "strata": _text("Quầy 3"),
    "table": _said("Each service point"),
    "tables": _said("“%(table)s” (%(rows)s)", table=_said("Each service point"), rows=_number(4)),
    "target": _text("90%"),
    "then": _BEFORE,
    "times": _number(4),
    "verdict": _said("Met"),
    "title": _FIRST,
    "versions": _text("phieu-mot-cua.v1, phieu-mot-cua.v2"),
    "weights": _number(4),
    "worst": partial(_answer, 0),
    "year": _text("2022"),
}
OWN_VALUES: Mapping[str, Mapping[str, Make]] = {
    "Sampling groups with a single respondent": {"strata": _number(2)},
    "Respondents with a valid answer": {"respondents": _number(7)},
    "Responses to other questionnaires": {"names": _text("phieu-cu.v1")},
    "Left out, because they were given on another scale": {"versions": _text("phieu-cu.v1")},
    "Responses that may have been begun": {"column": _text("Trang cuối")},
    "The plan's sampling groups": {"columns": _text("huyen")},
    "No column is known to hold service points": {"columns": _quoted(_text("Nơi nộp"))},
    "Answers stand in the file as bare numbers": {
        "least": _number(1),
        "first": partial(_answer, 0),
        "most": _number(5),
        "last": partial(_answer, -1),
    },
    "“0” was read as": {"columns": _quoted(_text("Phí, lệ phí"))},
    "Of its criteria": {"asked": _number(7)},
    "Names that look alike": {"names": _text("“Quầy 1” = “quầy 1”")},
    "Rows %(rows)s say the same": {"rows": _text("26–49"), "first": _text("2–25")},
    "Nearly everything that is said": {"times": _number(2)},
    "The usual level comes from %(months)s": {"months": _number(14), "least": _number(24)},
    "Nobody answered %(items)s": {"items": _number(2)},
    "Groups by %(margin)s": {"least": _number(5)},
    "Case counts were entered": {"cells": _text("Quầy 3")},
    "Not to be told of %(names)s": {"names": _text("Quầy 4")},
    "%(months)s months have answers": {"months": _number(4), "least": _number(6)},
    "A change over months": {"months": _number(1), "least": _number(3)},
    "A trend over": {"months": _number(4), "least": _number(6)},
    "Fewer than %(least)s people, nearly": {"least": _number(50)},
    "%(quarter)s (only": {"quarter": _QUARTER, "months": _month("2022-01")},
    "the same period a year earlier": {"period": _text("01/2021–06/2021")},
    "%(name)s is %(points)s percentage points lower": {
        "name": _POINT,
        "low": _points(-0.041),
        "high": _points(-0.003),
    },
    "%(name)s is %(points)s percentage points higher": {
        "name": _POINT,
        "low": _points(0.003),
        "high": _points(0.041),
    },
    "%(names)s are lower than the rest": {"names": _differing},
    "%(names)s are higher than the rest": {"names": _differing},
    "%(index)s: %(points)s percentage points lower": {
        "low": _points(-0.041),
        "high": _points(-0.003),
    },
    "%(index)s: %(points)s percentage points higher": {
        "low": _points(0.003),
        "high": _points(0.041),
    },
    "%(index)s: no difference": {"low": _points(-0.007), "high": _points(0.031)},
    "Rows of the file": {"rows": _number(125), "responses": _number(120)},
    "%(responses)s of %(cases)s cases": {"responses": _number(120), "share": _share(0.5)},
    "responses %(responses)s, valid": {"responses": _number(120)},
    "From %(begins)s to %(ends)s, the": {"begins": _month("2022-09"), "ends": _month("2022-12")},
    "From %(begins)s to %(ends)s": {"begins": _month("2022-04"), "ends": _month("2022-07")},
    "Find out what happened": {"begins": _month("2022-09")},
    "In %(begins)s": {"begins": _month("2022-04")},
    "The usual level": {"ends": _month("2022-12"), "count": _number(6)},
    "Trend: falling": _trend(_SLOPE),
    "Trend: neither": {"change": _said(_A_MONTH, **_STEADY)},
    "Trend: rising": _trend(_RISE),
    _A_MONTH: _SLOPE,
    "%(names)s and %(more)s": {"names": _text(", ".join(f"Quầy {n}" for n in range(1, 7)))},
    "Look first at %(criteria)s": {"criteria": _worst(4, 31)},
    "Look first at these": {"criteria": _together(_worst(4, 31), _worst(3, 28), between="; ")},
    "Find out why": {"criteria": _together(_quoted(_FIRST), _quoted(_SECOND))},
    "Cases that answered, by": {"low": _share(0.312), "high": _share(0.764)},
    "Responses by service point": {"low": _number(9), "high": _number(140)},
    "Nobody answered at": {"cases": _counted("%(count)s case", "%(count)s cases", 240)},
    "Nothing stands out": {"compared": _together(_said("criteria"), _said("months"))},
    "Ways of answering": {"names": _together(_mode("poster"), _mode("paper"))},
    "If those who": {"share": _share(0.843)},
    "One response stands": {
        "least": _number(1.2, 1),
        "most": _number(8.7, 1),
        "times": _number(2.4, 1),
    },
    "By %(columns)s": {"columns": lambda words: words.column("service_point")},
    "cases %(cases)s, rows": {"rows": _number(12)},
    "“%(table)s” (%(rows)s)": {"rows": _number(4)},
    "%(low)s to %(high)s": {"low": _points(-0.02), "high": _points(0.03)},
}
