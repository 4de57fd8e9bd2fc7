"""How cards come into briefs: a new one, the one that is worked on, or that of a meeting."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enablement.library.briefs import Brief
from enablement.translation import _, ngettext
from enablement.ui.briefs.brief_work import BriefWork
from enablement.ui.briefs.briefing import BriefState
from enablement.ui.parts import Parts

if TYPE_CHECKING:
    from enablement.ui.views.briefs.brief_sheet import BriefWords


class BriefGathering(QObject):
    """Asks for what it must know, and makes or fills a brief; `made` carries one to be shown."""

    made = Signal(str)

    def __init__(self, parts: Parts, work: BriefWork, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._work = parts, work

    def ask_new(self, card_ids: tuple[str, ...] = ()) -> None:
        """Ask what a new brief is called; with a card for it, the rep stays with the card."""
        from enablement.ui.views.briefs.brief_sheet import BriefSheet

        sheet = BriefSheet(self._parts.theme, self._parts.window)
        sheet.answered.connect(partial(self._create, card_ids))
        sheet.open()

    def make_for(
        self,
        title: str,
        starts_at: datetime | None,
        uid: str,
        account: str,
        card_ids: Iterable[str],
    ) -> None:
        """Show the brief of a meeting with these cards in it; made if there is none yet."""
        wanted, shelf = tuple(card_ids), self._work.shelf

        def make() -> Brief:
            found = shelf.of_meeting(uid, starts_at) if uid else None
            if found is not None:
                return shelf.add(found.brief_id, wanted) or found
            return shelf.create(title, wanted, account=account, meeting=uid, starts_at=starts_at)

        self._work.submit(make, lambda brief: self.made.emit(brief.brief_id))

    def take_card(self) -> None:
        """Put the open card into the brief that is worked on, or ask into which."""
        opened = self._parts.session.open_card
        if opened is None:
            return
        card_id, title = opened.card.id, opened.card.title

        def ask(current: Brief | None) -> None:
            if current is not None:
                self._take(card_id, current.brief_id)
            elif any(line.state is BriefState.COMING for line in self._work.lines):
                self._ask_which(card_id, title)
            else:
                self.ask_new((card_id,))

        self._work.submit(self._work.briefing.current, ask)

    def _ask_which(self, card_id: str, title: str) -> None:
        from enablement.ui.views.briefs.which_brief import WhichBrief

        coming = [line for line in self._work.lines if line.state is BriefState.COMING]
        sheet = WhichBrief(self._parts.theme, self._parts.window, title, coming)
        sheet.chosen.connect(partial(self._take, card_id))
        sheet.open()

    def _create(self, card_ids: tuple[str, ...], words: "BriefWords") -> None:
        def make() -> Brief:
            brief = self._work.shelf.create(
                words.title, card_ids, account=words.account, stage=words.stage,
                starts_at=words.starts_at,
            )  # fmt: skip
            self._work.briefing.remember(brief.brief_id)
            return brief

        def then(brief: Brief) -> None:
            if card_ids:
                self._say_taken(brief, card_ids[0])
            else:
                self.made.emit(brief.brief_id)

        self._work.submit(make, then)

    def _take(self, card_id: str, brief_id: str) -> None:
        if not brief_id:
            self.ask_new((card_id,))
            return

        def take() -> tuple[Brief, bool] | None:
            shelf = self._work.shelf
            before, after = shelf.get(brief_id), shelf.add(brief_id, [card_id])
            self._work.briefing.remember(brief_id)
            return (after, card_id not in before.card_ids) if before and after else None

        def then(taken: tuple[Brief, bool] | None) -> None:
            if taken is not None and taken[1]:
                self._say_taken(taken[0], card_id)
            elif taken is not None:
                words = _("Already in “{title}”").format(title=taken[0].title)
                self._work.say("brief", words)

        self._work.submit(take, then)

    def _say_taken(self, brief: Brief, card_id: str) -> None:
        # The briefs lead to the one that was filled, unless another is being looked at.
        if not self._work.brief_id:
            self._work.turn_to(brief.brief_id)
        number = len(brief.cards)
        words = ngettext("In “{title}”: {n} card", "In “{title}”: {n} cards", number)
        take_out = partial(self._work.shelf.remove, brief.brief_id, card_id)
        self._work.offer(
            "brief", words.format(title=brief.title, n=number),
            lambda: self._work.do(take_out), _("Taken out of the brief."),
        )  # fmt: skip
        self._work.look()
