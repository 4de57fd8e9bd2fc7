"""What a card did in the field, said honestly: never a share without its interval and its count."""

from dataclasses import dataclass

from enablement.intervals import Interval, wilson
from enablement.sync.policies import CardEvidence
from enablement.translation import _, ngettext


@dataclass(frozen=True)
class Shown:
    """How the evidence of a revision is shown; `share` and `interval` from 0 to 1, none of too few."""

    words: str
    told: str
    share: float | None = None
    interval: Interval | None = None


def shown_evidence(evidence: CardEvidence | None) -> Shown:
    """The evidence of this revision in words, short and at length."""
    if evidence is None or not evidence.n:
        return Shown(_("Not enough logs yet"), _not_enough())
    interval = wilson(evidence.worked, evidence.n)
    share = evidence.worked / evidence.n
    low, high = round(interval.low * 100), round(interval.high * 100)
    words = _("Worked {share}% · {low}–{high}% · n = {n}").format(
        share=round(share * 100), low=low, high=high, n=evidence.n
    )
    counted = ngettext("{n} log of this revision", "{n} logs of this revision", evidence.n)
    told = _(
        "{logs}: {worked} worked, {neutral} neutral, {flat} fell flat. With 95 percent confidence it works"
        " in {low} to {high} of 100 conversations; the wider the bar, the less is known."
    )
    return Shown(
        words,
        told.format(
            logs=counted.format(n=evidence.n), worked=evidence.worked, neutral=evidence.neutral,
            flat=evidence.fell_flat, low=low, high=high,
        ),
        share,
        interval,
    )  # fmt: skip


def _not_enough() -> str:
    return _(
        "Too few logs of this revision by too few reps to say how often it works. Each log helps."
    )
