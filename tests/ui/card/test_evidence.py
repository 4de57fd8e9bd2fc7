"""Evidence in words: never a share without its interval and its count."""

from enablement.sync.policies import CardEvidence
from enablement.ui.card.evidence import shown_evidence


def test_too_little_is_not_enough() -> None:
    for little in (None, CardEvidence(revision=1)):
        shown = shown_evidence(little)
        assert shown.words == "Not enough logs yet"
        assert (shown.share, shown.interval) == (None, None)
        assert "%" not in shown.words + shown.told


def test_a_share_comes_with_its_interval_and_its_count() -> None:
    shown = shown_evidence(CardEvidence(revision=3, worked=15, neutral=5, fell_flat=4))
    assert shown.words == "Worked 62% · 43–79% · n = 24"
    assert shown.told.startswith(
        "24 logs of this revision: 15 worked, 5 neutral, 4 fell flat. With 95 percent confidence"
    )
    assert shown.interval is not None
    assert shown.share is not None
    assert shown.interval.low < shown.share < shown.interval.high


def test_one_log_is_one_log() -> None:
    assert "1 log of this revision" in shown_evidence(CardEvidence(revision=1, worked=1)).told
