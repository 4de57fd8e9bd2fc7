"""Reading a card: the block in view, its other language, what changed in it, and where its links lead."""

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.cards.blocks import Block
from enablement.library.changes import CardChange
from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.card.card_html import CardPage, block_name, seconds_of, time_to_say
from enablement.ui.card.card_notices import ASK, DIFFERENCE, THREAD
from enablement.ui.card.difference import compare
from enablement.ui.card.difference_page import difference_page
from enablement.ui.card.gone import gone_message
from enablement.ui.finding.messages import Message
from enablement.ui.parts import Parts
from enablement.ui.session import Shown
from enablement.ui.values import Logged, OpenCard

READ_MS = 4000
"""Who has had a card before them for so long has seen what changed."""


class Reading(QObject):
    """Connects the page of the card to its keys and clicks.

    `thread_opened` carries the id of a thread, which is that of the event that began it;
    `changes_seen` a list of the cards whose changes the rep has seen just now.
    """

    thread_opened = Signal(str)
    changes_seen = Signal(list)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._library, self._db = parts.session, parts.library, parts.db
        self._pane, self._actions = parts.window.pane, parts.window.actions_
        self._browser = parts.window.pane.browser
        self._searching = parts.conductor.searching
        self._shown: Shown | None = None
        self._difference: CardPage | None = None
        self._follow: tuple[str, str, int] | None = None
        self._chose = False
        self._read = QTimer(self)
        self._read.setSingleShot(True)
        self._read.setInterval(READ_MS)
        self._read.timeout.connect(self._see)
        self._connect()

    def step(self, by: int) -> None:
        """Take the next or the previous block into view."""
        opened = self._session.open_card
        if opened is None:
            return
        self._leave_difference()
        keys = [key for key in opened.page.blocks if key]
        if not keys:
            return
        now = self._session.block
        place = keys.index(now) + by if now in keys else (0 if by > 0 else len(keys) - 1)
        if 0 <= place < len(keys):
            self._session.choose_block(keys[place])

    def _connect(self) -> None:
        actions, browser, session = self._actions, self._browser, self._session
        there = session.when_there
        connect(actions.next_block, lambda: there(lambda: self.step(1)))
        connect(actions.previous_block, lambda: there(lambda: self.step(-1)))
        connect(actions.other_language, lambda: there(self._translate))
        connect(actions.difference, lambda: there(self._toggle_difference))
        browser.block_clicked.connect(self._choose)
        browser.let_go.connect(self._let_go)
        browser.asked.connect(self._follow_link)
        session.block_chosen.connect(self._show_block)
        session.shown.connect(self._take)
        session.closed.connect(self._forget)
        session.gone.connect(self._explain)
        session.logged.connect(self._see_logged)

    # What is shown

    def _take(self, shown: Shown) -> None:
        self._shown, self._difference = shown, None
        opened = shown.opened
        self._actions.other_language.setEnabled(bool(opened.translations))
        self._actions.difference.setEnabled(self._former(opened) is not None)
        if self._session.block not in opened.page.blocks:
            self._session.choose_block("")
        self._arrive(opened)
        self._hold()
        change = opened.change
        if change is not None and change.dismissed_at is None:
            if not shown.again or not self._read.isActive():
                self._read.start()
        else:
            self._read.stop()

    def _arrive(self, opened: OpenCard) -> None:
        """After a change of language: to the block that was being read in the other one."""
        card_id, key, place = self._follow or ("", "", -1)
        self._follow = None
        if card_id != opened.card.id:
            return
        keys = [one for one in opened.page.blocks if one]
        there = key if key in keys else (keys[place] if 0 <= place < len(keys) else "")
        if there and self._chose:
            self._session.choose_block(there)
        elif box := self._browser.box_of(there):
            self._browser.verticalScrollBar().setValue(round(box.place.top()) - 12)

    def _forget(self) -> None:
        self._shown, self._difference = None, None
        self._read.stop()
        self._session.choose_block("")

    def _explain(self, _title: str) -> None:
        """The card may not be shown: say why, where that is known."""
        self._forget()
        card_id = self._session.wanted
        self._db.submit(
            "gone", lambda: (card_id, gone_message(self._library, card_id)), self._say_gone
        )

    def _say_gone(self, told: tuple[str, Message | None]) -> None:
        card_id, message = told
        if message is not None and card_id == self._session.wanted:
            self._searching.show_message(message)

    # Blocks

    def _choose(self, key: str) -> None:
        if self._difference is None:
            self._session.choose_block(key)

    def _let_go(self) -> None:
        if self._difference is not None:
            self._leave_difference()
        else:
            self._session.choose_block("")

    def _show_block(self, key: str) -> None:
        self._browser.choose_block(key)
        self._hold()
        opened = self._session.open_card
        block = opened.card.block(key) if opened and key else None
        if opened is not None and block is not None:
            self._browser.announce(_block_in_words(opened, block))

    def _hold(self) -> None:
        self._browser.held = bool(self._session.block) or self._difference is not None

    # The other language

    def _translate(self) -> None:
        """To the next language, and round to the first one again."""
        opened = self._session.open_card
        if opened is None or not opened.translations:
            return
        _language, card_id = opened.translations[0]
        self._chose = bool(self._session.block)
        key = self._session.block or self._browser.block_at_top()
        keys = [one for one in opened.page.blocks if one]
        self._follow = (card_id, key, keys.index(key) if key in keys else -1)
        self._session.read(card_id)

    # What changed

    def _former(self, opened: OpenCard) -> CardChange | None:
        change = opened.change
        return change if change is not None and change.former is not None else None

    def _toggle_difference(self) -> None:
        if self._difference is not None:
            self._leave_difference()
            return
        opened = self._session.open_card
        change = self._former(opened) if opened else None
        if opened is None or change is None or change.former is None:
            return
        former, now = change.former, opened.card
        self._db.submit(
            "difference",
            lambda: (now.id, difference_page(compare(former, now), change.former_revision)),
            self._show_difference,
        )

    def _show_difference(self, told: tuple[str, CardPage]) -> None:
        card_id, page = told
        opened = self._session.open_card
        if opened is None or opened.card.id != card_id or not self._pane.shows_card:
            return
        self._session.choose_block("")
        self._difference = page
        self._browser.show_page(page, {})
        self._hold()
        self._see()

    def _leave_difference(self) -> None:
        if self._difference is None or self._shown is None:
            return
        self._difference = None
        self._browser.show_page(self._shown.opened.page, self._shown.pictures)
        self._hold()

    def _see_logged(self, logged: Logged) -> None:
        opened = self._session.open_card
        if opened is not None and opened.card.id == logged.card_id:
            self._see()

    def _see(self) -> None:
        """The rep has seen what changed: it is no news any more."""
        self._read.stop()
        opened = self._session.open_card
        change = opened.change if opened else None
        if change is None or change.dismissed_at is not None or not self._pane.shows_card:
            return
        card_id = change.card_id
        self._db.submit(
            f"seen {card_id}", lambda: self._library.changes.dismiss([card_id]), self._tell_seen
        )

    def _tell_seen(self, card_ids: list[str]) -> None:
        if card_ids:
            self.changes_seen.emit(card_ids)

    # Links

    def _follow_link(self, target: str) -> None:
        if target == DIFFERENCE:
            self._actions.difference.trigger()
        elif target == ASK:
            self._actions.question.trigger()
        elif target.startswith(THREAD):
            self.thread_opened.emit(target.removeprefix(THREAD))


def _block_in_words(opened: OpenCard, block: Block) -> str:
    """What a screen reader says of the block in view."""
    keys = [key for key in opened.page.blocks if key]
    place = _("Block {n} of {total}: {name}").format(
        n=keys.index(block.key) + 1, total=len(keys), name=block_name(block)
    )
    if block.internal:
        return ", ".join((place, _("for your eyes only")))
    return f"{place}, {time_to_say(seconds_of(block))}"
