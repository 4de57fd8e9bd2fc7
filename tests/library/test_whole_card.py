"""A card and all that stands around it, read in one look."""

from typing import Any

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.sync.policies import CardEvidence, Evidence, SharedMessage
from enablement.sync.protocol import Contradiction, Question, sha256
from enablement.sync.threads import Thread, ThreadKind

PICTURE = "a" * 64


def card(name: str, **fields: Any) -> Card:
    return Card(id=name, kind=CardKind.OBJECTION, title=name.title(), **fields)


def hold(library: Library, *cards: Card, **shared: tuple[str, SharedMessage | bytes]) -> None:
    """Make the library hold exactly these cards, and things by their id with their kind."""
    held = [HeldCard(one, 1, one.content_hash) for one in cards]
    entries = [HeldEntry("card", one.card.id, 1, one.hash, 0) for one in held]
    objects = {one.hash: one.card.to_bytes() for one in held}
    for name, (kind, thing) in shared.items():
        data = thing if isinstance(thing, bytes) else thing.to_bytes()
        digest = PICTURE if kind == "attachment" else sha256(data)
        objects[digest] = data
        entries.append(HeldEntry(kind, digest if kind == "attachment" else name, 1, digest, 0))
    library.cards.stage(objects)
    with library.writing() as writer:
        library.changes.record(writer, held, [])
        library.cards.replace(writer, entries, held, [])


def test_a_card_stands_alone_until_something_comes(library: Library) -> None:
    hold(library, card("price"))
    whole = library.whole_card("price")
    assert whole is not None
    assert whole.held.card.id == "price"
    assert (whole.others, whole.pictures, whole.threads, whole.said) == ((), {}, (), ())
    assert (whole.evidence, whole.change, whole.last_issued) == (None, None, None)
    assert library.moment_of(whole) == library.now()
    assert library.whole_card("unknown") is None


def test_its_translations_and_pictures_come_with_it(library: Library) -> None:
    original = card("price", attachments={"p.png": PICTURE, "missing.png": "b" * 64})
    spanish = card("precio", language="es", translation_of="price")
    hold(library, original, spanish, card("other"), p=("attachment", b"png"))
    whole = library.whole_card("price")
    assert whole is not None
    assert [other.card.id for other in whole.others] == ["precio"]
    assert whole.pictures == {PICTURE: b"png"}
    back = library.whole_card("precio")
    assert back is not None
    assert [other.card.id for other in back.others] == ["price"]


def test_evidence_that_cannot_be_read_is_none(library: Library) -> None:
    for data in (b"{", b'{"cards": {"price": {"revision": "x"}}}', b'{"cards": 3}'):
        hold(library, card("price"), usage=("evidence", data))
        whole = library.whole_card("price")
        assert whole is not None
        assert whole.evidence is None


def test_evidence_is_of_the_revision_held(library: Library) -> None:
    evidence = {"price": CardEvidence(revision=1, worked=5), "old": CardEvidence(revision=9)}
    hold(library, card("price"), card("old"), usage=("evidence", Evidence(cards=evidence)))
    whole, old = library.whole_card("price"), library.whole_card("old")
    assert whole is not None
    assert old is not None
    assert (whole.evidence, old.evidence) == (evidence["price"], None)


def test_threads_that_began_elsewhere_and_led_here_belong_to_it(library: Library) -> None:
    def about(name: str, **fields: Any) -> tuple[str, Thread]:
        return "thread", Thread(thread_id=name, kind=ThreadKind.REQUEST, **fields)

    hold(
        library, card("price"),
        one=about("one", card_id="price"), two=about("two", changed_card="price"),
        three=about("three", card_id="pricey"), four=("thread", b'{"about": "price"} '),
    )  # fmt: skip
    whole = library.whole_card("price")
    assert whole is not None
    assert {thread.thread_id for thread in whole.threads} == {"one", "two"}


def test_what_was_said_about_it_here_is_told_oldest_first(library: Library) -> None:
    hold(library, card("price"), card("other"))
    library.events.log_question(Question(card_id="price", revision=1, text="a"))
    library.events.log_question(Question(card_id="other", revision=1, text="b"))
    library.events.log_contradiction(Contradiction(card_id="price", revision=1, text="c"))
    whole = library.whole_card("price")
    assert whole is not None
    assert [event.payload["text"] for event in whole.said] == ["a", "c"]
