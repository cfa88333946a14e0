"""What an examination says of one thing."""

from survey.domain.findings import Finding, Verdict, doubtful, fails, holds


def test_a_finding_keeps_what_was_seen_and_what_to_do() -> None:
    assert holds("%(size)s", size=3) == Finding(Verdict.HOLDS, "%(size)s", "", {"size": 3})
    assert doubtful("seen", "do this") == Finding(Verdict.DOUBTFUL, "seen", "do this")
    assert fails("seen", "do this", n=1) == Finding(Verdict.FAILS, "seen", "do this", {"n": 1})
