"""What a new card's file begins as: the keys of the format, and the headings that reps look for."""

from collections.abc import Mapping

from enablement.cards.blocks import HEADINGS, slugify
from enablement.cards.model import CardKind
from enablement.errors import HubInputError
from enablement.hub.drafting.fields import BODY
from enablement.hub.drafting.form import Form
from enablement.translation import LANGUAGES, n_

LONGEST_ID = 100
_KEYS = """---
id:
kind:
title:
language:
translation_of:
summary:
says: []
products: []
industries: []
personas: []
stages: []
competitors: []
tags: []
audience: {teams: [], regions: []}
owner:
valid_from:
verify_by:
expires:
---
"""
_BLOCKS = {
    CardKind.OBJECTION: ("say_this", "proof", "ask_next", "avoid"),
    CardKind.STORY: ("situation", "what_changed", "result", "use_it_when"),
}


def wanted_id(known: Mapping[str, str]) -> str:
    """The id that a new card asks for; `HubInputError` when there is nothing to make one of."""
    title = known.get("title", "").strip()
    wanted = slugify(known.get("id", "") or title)[:LONGEST_ID].strip("-")
    if not title or not wanted:
        raise HubInputError(
            n_("A card needs a title."), mend=n_("Say in a few words what it answers or tells.")
        )
    return wanted


def is_id(text: str) -> bool:
    """Whether a text can be a card's id."""
    return bool(text) and text == slugify(text) and len(text) <= LONGEST_ID


def first_text(card_id: str, known: Mapping[str, str]) -> str:
    """The file of a new card with what is known of it; its body has the headings of its kind."""
    kind = CardKind.STORY if known.get("kind") == CardKind.STORY else CardKind.OBJECTION
    language = known.get("language", "").strip() or "en"
    form = Form.of(_KEYS)
    if form is None:  # the keys above are ours
        raise AssertionError(_KEYS)
    body = known.get(BODY, "").strip() or _headings(kind, language)
    return form.filled({**known, "id": card_id, "kind": kind, "language": language, BODY: body})


def _headings(kind: CardKind, language: str) -> str:
    spoken = language.split("-", maxsplit=1)[0]
    place = LANGUAGES.index(spoken) if spoken in LANGUAGES else 0
    return "\n\n".join(f"## {HEADINGS[key][place]}" for key in _BLOCKS[kind])
