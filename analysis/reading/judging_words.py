"""Words by which offices let people judge, beside those of a questionnaire's own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.names import folded
from questionnaires.model import Choice, Scale

# Where on a scale a word may stand: 0 is its worst answer, 1 its best. Words that offices use for
# two neighbouring answers have both, for only the office knows which it meant.
_WORST, _BAD, _MIDDLE, _GOOD, _BEST = 0.0, 0.25, 0.5, 0.75, 1.0
_PLACES: Mapping[tuple[float, ...], Sequence[str]] = {
    (_BEST,): (
        *("rất tốt", "tuyệt vời", "xuất sắc", "rất ổn", "rất nhanh", "rất dễ", "rất rõ ràng"),
        *("rất đồng ý", "hoàn toàn đồng ý", "rất tốt đẹp", "xuất xắc", "very good", "excellent"),
        *("strongly agree", "great"),
    ),
    (_GOOD, _BEST): ("tốt", "nhanh", "dễ", "rõ ràng", "good"),
    (_GOOD,): ("khá", "ổn", "khá tốt", "được", "đồng ý", "tương đối hài lòng", "agree", "fair"),
    (_MIDDLE, _GOOD): ("tạm ổn", "tạm hài lòng", "chấp nhận được", "đạt", "ok"),
    (_MIDDLE,): (
        *("tạm được", "tạm", "trung bình", "bình thường", "trung lập", "phân vân", "lưỡng lự"),
        *("không ý kiến", "average", "neutral", "so so"),
    ),
    (_BAD,): (
        *("chưa hài lòng", "chưa tốt", "không tốt", "chưa ổn", "không ổn", "chậm", "khó"),
        *("không đồng ý", "chưa đạt", "không đạt", "bad", "poor", "disagree"),
    ),
    (_WORST, _BAD): ("kém", "yếu", "tệ"),
    (_WORST,): (
        *("rất kém", "rất tệ", "rất yếu", "rất chậm", "rất khó", "quá tệ", "quá kém"),
        *("hoàn toàn không đồng ý", "rất không đồng ý", "rất không tốt", "very bad", "very poor"),
        *("strongly disagree",),
    ),
}
_PLACES_OF = {folded(word): places for places, words in _PLACES.items() for word in words}


def is_judging(text: str) -> bool:
    """Return whether a text is a word by which offices let people judge."""
    return folded(text) in _PLACES_OF


def possible_choices(text: str, scale: Scale) -> tuple[Choice, ...]:
    """Return the answers of a scale that a judging word may mean; none for any other text."""
    last = len(scale.choices) - 1
    places = _PLACES_OF.get(folded(text), ())
    return tuple(scale.choices[index] for index in sorted({round(p * last) for p in places}))
