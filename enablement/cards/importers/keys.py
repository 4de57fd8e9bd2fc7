"""What the keys that people write mean to a card: title, summary, the buyer's words, facets, dates."""

import re

from enablement.cards.blocks import fold
from enablement.cards.model import FACETS

TITLE_KEYS = ("title", "headline", "objection", "question", "concern", "name", "heading", "subject")
OBJECTION_KEYS = ("objection", "question", "concern")
SUMMARY_KEYS = ("summary", "description", "excerpt", "subtitle", "abstract", "teaser", "lead",
                "deck", "synopsis", "tag_line", "tagline")  # fmt: skip
SAYS_KEYS = ("says", "buyer_says", "buyers_words", "buyer_words", "objections", "questions",
             "objection_phrases", "phrases", "variants", "triggers", "aliases", "alias")  # fmt: skip
LANGUAGE_KEYS = ("language", "lang", "locale", "idioma")
OWNER_KEYS = ("owner", "author", "authors", "authored_by", "by", "maintainer", "contact")
KIND_KEYS = ("kind", "type", "card_type", "content_type", "category", "categories", "layout")
ID_KEYS = ("id", "card_id")
PAIR_KEYS = ("translation_of", "translation_key", "translationkey", "lang_ref", "translation_id")
DATE_KEYS: dict[str, tuple[str, ...]] = {
    "valid_from": ("valid_from", "date", "published", "published_at", "publish_date", "publishdate",
                   "pub_date", "pubdate", "created", "created_at"),
    "verify_by": ("verify_by", "review_by", "review_date", "next_review"),
    "expires": ("expires", "expiry", "expiry_date", "expirydate", "expiration", "expires_on",
                "valid_until", "unpublish_date"),
}  # fmt: skip
FACET_KEYS: dict[str, tuple[str, ...]] = {
    "products": ("products", "product", "product_line"),
    "industries": ("industries", "industry", "sector", "sectors", "vertical", "verticals"),
    "personas": ("personas", "persona", "roles", "role", "buyer", "buyers"),
    "stages": ("stages", "stage", "sales_stage", "funnel_stage"),
    "competitors": ("competitors", "competitor", "rival", "rivals"),
    "tags": ("tags", "tag", "keywords", "categories", "category", "topics", "topic"),
}
SECTION_KEYS: dict[str, tuple[str, ...]] = {
    "": ("body", "content", "text", "copy", "article", "html", "markdown", "body_content",
         "paragraphs", "introduction", "intro"),
    "say_this": ("say_this", "answer", "response", "rebuttal", "talk_track", "talking_points",
                 "reply", "how_to_respond", "pitch"),
    "proof": ("proof", "evidence", "proof_points", "stats"),
    "ask_next": ("ask_next", "follow_up", "follow_ups", "discovery_questions"),
    "avoid": ("avoid", "dont_say", "do_not_say"),
    "situation": ("situation", "challenge", "challenges", "problem", "background"),
    "what_changed": ("what_changed", "solution", "solutions", "approach"),
    "result": ("result", "results", "outcome", "outcomes", "impact"),
    "use_it_when": ("use_it_when", "use_when", "when_to_use"),
    "facts": ("facts", "at_a_glance", "key_facts"),
    "quote": ("quote", "quotes", "testimonial", "testimonials"),
}  # fmt: skip
"""The key of the block that a text in front matter becomes; "" is text without a heading."""

PICTURE_KEYS = ("image", "cover", "cover_image", "hero_image", "featured_image", "photo")
OWN_KEYS = frozenset({
    "id", "kind", "title", "language", "translation_of", "summary", "says", *FACETS, "audience",
    "owner", "valid_from", "verify_by", "expires", "shareable",
})  # fmt: skip
TEXT_KEYS = frozenset({
    *TITLE_KEYS, *SUMMARY_KEYS, *SAYS_KEYS, *LANGUAGE_KEYS, *OWNER_KEYS, *KIND_KEYS, *ID_KEYS,
    *PAIR_KEYS, *(key for keys in FACET_KEYS.values() for key in keys), "audience",
})  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def key_name(key: str) -> str:
    """A key as we compare it: `expiryDate`, `Expiry-Date` and `expiry date` are `expiry_date`."""
    return re.sub(r"[^a-z0-9]+", "_", fold(_CAMEL.sub("_", key))).strip("_")
