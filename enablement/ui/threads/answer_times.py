"""How soon marketing answers, in the words that a rep reads where they ask."""

import math

from enablement.sync.policies import AnswerTimes
from enablement.translation import ngettext

_DAY = 24


def usual_words(times: AnswerTimes) -> str:
    """One quiet sentence, or nothing when there are too few answers to say so."""
    if not times.known:
        return ""
    count = times.hours
    if count < _DAY:
        words = ngettext(
            "Marketing usually answers within {n} hour ({answers} answers in {days} days).",
            "Marketing usually answers within {n} hours ({answers} answers in {days} days).",
            count,
        )
    else:
        count = math.ceil(times.hours / _DAY)
        words = ngettext(
            "Marketing usually answers within {n} day ({answers} answers in {days} days).",
            "Marketing usually answers within {n} days ({answers} answers in {days} days).",
            count,
        )
    return words.format(n=count, answers=times.answered, days=times.days)
