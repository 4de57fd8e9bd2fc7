"""What marketing has in hand in the demo's history: drafts on their way, and a card that was recalled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from enablement.hub.access.members import Member
from enablement.hub.drafting.fields import BODY
from enablement.hub.drafting.first_text import wanted_id
from enablement.hub.drafting.steps import Choice
from enablement.hub.drafting.workflow import Step
from enablement.hub.hub import Hub

_OFFER = {
    "title": "Is there a spring offer?",
    "summary": "Eight weeks free for whoever signs before the end of the quarter.",
    "says": "is there a discount?\nwhat do I get if I sign now?",
    "owner": "pricing@norrvane.example.com",
    "valid_from": "2026-01-01",
    "verify_by": "2027-12-31",
    BODY: (
        "## Say this\n\nYes: whoever signs before the end of the quarter gets eight weeks free.\n\n"
        "## Proof\n\n- The offer is in the price list of this quarter.\n\n"
        "## Ask next\n\n- Would eight weeks help you to decide?\n\n"
        "## Avoid\n\nDon’t promise it beyond the quarter.\n"
    ),
}  # fmt: skip
_INSURANCE = {
    "title": "What if ransomware takes your system down?",
    "summary": "Alarms go on by text message; name the certificate and the insurer’s letter.",
    "says": "what about ransomware?\nransomware insurance",
    "owner": "security@norrvane.example.com",
    "valid_from": "2026-01-01",
    "verify_by": "2027-12-31",
    BODY: (
        "## Say this\n\nThe sensors go on measuring, and alarms go out by text message.\n\n"
        "## Proof\n\n- The insurer’s letter of this year covers every customer.\n\n"
        "## Ask next\n\n- Who would call you if your own system were down?\n\n"
        "## Avoid\n\nDon’t say that it cannot happen.\n"
    ),
}  # fmt: skip
Deed = tuple[datetime, Callable[[], None]]
"""What was done, and when."""

_DYNAMICS = {
    "title": "Does it speak to Microsoft Dynamics?",
    "owner": "messaging@norrvane.example.com",
}


@dataclass(frozen=True)
class _Desk:
    hub: Hub
    author: Member
    approver: Member

    def take(self, draft_id: str, step: Step, words: str = "") -> None:
        """A step, by whoever takes it."""
        version = self.hub.drafts.get(draft_id).version
        writes = step is Step.SUBMIT
        who = self.author if writes else self.approver
        self.hub.draft_steps.take(who, draft_id, version, Choice(step, words))

    def edit(self, draft_id: str, change: Callable[[str], str]) -> None:
        """Another text."""
        draft = self.hub.drafts.get(draft_id)
        self.hub.drafts.save(self.author, draft_id, draft.version, change(draft.text))


def drafts_of_the_past(hub: Hub, members: Sequence[Member], now: datetime) -> list[Deed]:
    """A card that was published and recalled, two drafts in review, and one just begun."""
    mara, teo, omar = members

    def offer() -> None:
        desk = _Desk(hub, mara, omar)
        draft = hub.drafts.begin_new(mara, _OFFER)
        desk.take(draft, Step.SUBMIT, "For the last weeks of the quarter.")
        desk.take(draft, Step.APPROVE)
        desk.take(draft, Step.PUBLISH)

    def recall() -> None:
        reason = "The offer ended with the quarter; nobody may promise it."
        hub.recalling.recall(omar, wanted_id(_OFFER), reason)

    def insurance() -> None:
        draft = hub.drafts.begin_new(mara, _INSURANCE)
        words = "Asked for more often than anything else we do not have."
        _Desk(hub, mara, omar).take(draft, Step.SUBMIT, words)
        hub.draft_comments.add(omar, draft, "say_this", "Which alarms? Say it in one example.")

    def cheaper() -> None:
        desk = _Desk(hub, teo, omar)
        draft = hub.drafts.begin(teo, "competitor-is-cheaper")
        desk.edit(draft, lambda text: text.replace("No hard feelings.", "We part as friends.", 1))
        desk.take(draft, Step.SUBMIT, "The new text works less often than the one before.")

    def dynamics() -> None:
        hub.drafts.begin_new(teo, _DYNAMICS)

    days = {56: offer, 28: recall, 3: insurance, 2: cheaper, 1: dynamics}
    return [(now - timedelta(days=ago), deed) for ago, deed in days.items()]
