"""Logging in one key, and saying more of it afterwards without being asked."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from enablement.sync.protocol import Outcome
from enablement.translation import _
from enablement.ui.actions import connect
from enablement.ui.drafts import Drafts
from enablement.ui.kinds import OUTCOME_COLOURS, OUTCOME_ICONS, outcome_in_sentence
from enablement.ui.log.log_book import LogDetails, block_title
from enablement.ui.parts import Parts
from enablement.ui.value_words import plain_value
from enablement.ui.values import UNDO_TIME, Choice, Found, Logged
from enablement.ui.views.card_pane import CARD

_HELD_MS = 120_000
"""The sync waits no longer than this for somebody who types no more."""

_TOLD = 40
"""So many characters of what was written are said again."""


class LogTaking(QObject):
    """Connects the keys, the log bar and its panel to the log of the open card.

    Words can be added to the newest log of what is in view while it waits; else they wait for the
    next log of that card.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._window, self._bar = parts.window, parts.window.pane.log_bar
        self._book = parts.session.book
        self._newest: Logged | None = None
        self._target: Logged | None = None
        self._drafts = Drafts(parts.library.desk_state, parts.db, "log_drafts")
        self._stages: dict[str, None] = {}
        self._card_id = ""
        self._came_from: QWidget | None = None
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HELD_MS)
        self._hold.timeout.connect(self._release)
        self._connect()
        # The window before may have gone while words were being added.
        parts.rounds.hold(False)

    @property
    def open(self) -> bool:
        """Whether the rep is adding words."""
        return not self._bar.panel.isHidden()

    def _connect(self) -> None:
        actions, session, bar = self._window.actions_, self._session, self._bar
        for outcome, action in actions.outcomes.items():
            connect(action, partial(session.when_there, partial(self._log, outcome)))
        connect(actions.note, partial(session.when_there, self._begin))
        bar.panel.changed.connect(self._save)
        bar.panel.closed.connect(self._close)
        bar.panel.fields.edited.connect(self._hold.start)
        bar.forgotten.connect(session.memory.forget)
        bar.grown.connect(self._lift_toast)
        session.logged.connect(self._say_logged)
        session.undo.taken_back.connect(self._take_back)
        session.shown.connect(self._turn)
        session.closed.connect(self._turn)
        session.gone.connect(self._turn)
        session.block_chosen.connect(self._show_block)
        session.memory.changed.connect(bar.show_meeting)
        session.counted.connect(self._learn_stages)
        bar.show_meeting(session.memory.context)
        self._window.pane.page_changed.connect(self._leave)

    # Logging

    def _log(self, outcome: Outcome) -> None:
        opened = self._session.open_card
        if opened is None:
            return
        if self.open and self._target is not None:
            self._correct(self._target, outcome)
            return
        details = self._draft(opened.card.id)
        if self.open:
            details = self._bar.panel.details
            self._remember(details)
            self._shut()
        self._session.log(outcome, details)
        # After the log, so that its words are always in one of the two.
        self._drafts.put(opened.card.id, {})
        self._show_draft()

    def _correct(self, target: Logged, outcome: Outcome) -> None:
        """Whoever presses a key while adding words means the log that they add them to."""
        details = self._bar.panel.details
        self._shut()
        self._parts.db.submit(
            f"complete {target.event_id}",
            lambda: self._book.complete(target, details, outcome),
            lambda fuller: self._corrected(fuller, details),
            self._session.failed.emit,
            keep=True,
        )

    def _corrected(self, fuller: Logged | None, details: LogDetails) -> None:
        if fuller is None:
            self._too_late(details)
            return
        self._session.memory.keep(fuller.account, fuller.stage)
        self._session.undo.offer(fuller.event_id)
        self._session.outbox_changed.emit()
        self._say_logged(fuller)

    def _say_logged(self, logged: Logged) -> None:
        self._newest = logged
        words = _("Logged: {outcome} · revision {n}").format(
            outcome=outcome_in_sentence(logged.outcome), n=logged.revision
        )
        opened = self._session.open_card
        parts = [] if opened and opened.card.id == logged.card_id else [logged.title]
        if logged.block:
            parts.append(_("The block “{block}”").format(block=logged.block_title))
        if logged.words:
            parts.append(_("The buyer said: “{words}”").format(words=_short(logged.words)))
        if logged.note:
            parts.append(_("With your note: “{note}”").format(note=_short(logged.note)))
        self._window.pane.toast.say(
            OUTCOME_ICONS[logged.outcome], words, mend=" · ".join(parts),
            action=self._window.actions_.undo, seconds=UNDO_TIME.total_seconds(),
        )  # fmt: skip

    def _take_back(self, event_id: str, in_time: bool) -> None:
        """Words of a log that was taken back wait for the next one: nobody types them twice."""
        newest = self._newest
        if newest is None or newest.event_id != event_id or not in_time:
            return
        self._newest = None
        said = LogDetails(newest.words, newest.note, newest.account, newest.stage)
        if self._target is not None and self._target.event_id == event_id:
            self._target = None
            self._say_target()
        elif said.said:
            self._keep_draft(newest.card_id, said)
        self._show_draft()

    # Saying more

    def _begin(self) -> None:
        opened = self._session.open_card
        if opened is None:
            return
        if self.open:
            self._bar.panel.fields.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._came_from = QApplication.focusWidget()
        self._parts.rounds.hold(True)
        self._hold.start()
        newest, key = self._newest, (opened.card.id, opened.held.revision, self._session.block)
        if newest and (newest.card_id, newest.revision, newest.block) != key:
            newest = None
        self._parts.db.submit(
            "log details",
            lambda: (
                self._book.waiting(newest) if newest else None,
                self._book.accounts(),
            ),
            self._open,
            self._session.failed.emit,
        )

    def _open(self, known: tuple[Logged | None, tuple[str, ...]]) -> None:
        opened = self._session.open_card
        if opened is None:
            self._release()
            return
        self._target, accounts = known
        newest, context = self._target, self._session.memory.context
        if newest is not None:
            details = LogDetails(newest.words, newest.note, newest.account, newest.stage)
        else:
            draft = self._draft(opened.card.id)
            details = LogDetails(draft.words, draft.note, context.account, context.stage)
        self._bar.show_panel(on=True)
        self._say_target()
        offered = self._session.memory.offered
        if offered:
            accounts = (offered, *(name for name in accounts if name != offered))
        self._bar.panel.begin(details, accounts, tuple(self._stages))
        self._bar.panel.fields.hint_account(
            _("{name}? The Down key takes it").format(name=offered) if offered else ""
        )

    def _save(self, details: LogDetails) -> None:
        target = self._target
        if target is None:
            if self._card_id:
                self._keep_draft(self._card_id, details)
            self._remember(details)
            return
        self._parts.db.submit(
            f"complete {target.event_id}",
            lambda: self._book.complete(target, details),
            lambda fuller: self._saved(fuller, details),
            self._session.failed.emit,
            keep=True,
        )

    def _saved(self, fuller: Logged | None, details: LogDetails) -> None:
        if fuller is None:
            self._too_late(details)
            return
        if self._newest is not None and self._newest.event_id == fuller.event_id:
            self._newest = fuller
        if self._target is not None and self._target.event_id == fuller.event_id:
            self._target = fuller
        self._session.memory.keep(details.account.strip(), details.stage.strip())
        self._session.outbox_changed.emit()
        if not self.open:
            undo = self._window.actions_.undo if self._session.undo.event_id else None
            self._window.pane.toast.say("synced", _("Added to the log."), action=undo, seconds=4)

    def _too_late(self, details: LogDetails) -> None:
        """The log has gone: it stays as it was, and the words wait for the next one."""
        before = _said(self._target) if self._target else LogDetails()
        self._target = self._newest = None
        new = details.without(before)
        if self._card_id and new.said:
            self._keep_draft(self._card_id, new)
        self._remember(details)
        self._say_target()
        self._show_draft()
        self._window.pane.toast.say(
            "info",
            _("That log has gone to marketing already, and stays as it was."),
            mend=_("Your words are kept here for the next log of this card.") if new.said else "",
        )

    def _close(self) -> None:
        details = self._bar.panel.details
        self._shut()
        if self._target is None or details.trimmed() != _said(self._target):
            self._save(details)
        self._show_draft()

    def _shut(self) -> None:
        panel, came_from, focus = self._bar.panel, self._came_from, QApplication.focusWidget()
        panel.settle()
        if came_from is not None and focus is not None and panel.isAncestorOf(focus):
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self._bar.show_panel(on=False)
        self._release()

    def _release(self) -> None:
        self._hold.stop()
        self._parts.rounds.hold(False)

    def _remember(self, details: LogDetails) -> None:
        said, memory = details.trimmed(), self._session.memory
        if (said.account, said.stage) != (memory.context.account, memory.context.stage):
            memory.begin(said.account, said.stage)

    # Showing

    def _turn(self, _shown: object = None) -> None:
        """Another card, or none: what was being typed is kept where it belongs."""
        opened = self._session.open_card
        now = opened.card.id if opened else ""
        if now == self._card_id:
            return
        if self.open:
            self._close()
        self._card_id = now
        self._show_block(self._session.block)
        self._show_draft()

    def _leave(self, page: str) -> None:
        if page != CARD and self.open:
            self._close()

    def _show_block(self, block: str) -> None:
        opened = self._session.open_card
        self._bar.show_block(block_title(opened.card if opened else None, block))

    def _show_draft(self) -> None:
        self._bar.show_draft(on=self._draft(self._card_id).said)

    def _draft(self, card_id: str) -> LogDetails:
        """The words that wait for the next log of a card."""
        return LogDetails(**self._drafts.get(card_id))

    def _keep_draft(self, card_id: str, details: LogDetails) -> None:
        self._drafts.put(card_id, {"words": details.words, "note": details.note})

    def _say_target(self) -> None:
        target = self._target
        if target is None:
            words = _("Goes with your next log of this card.")
            self._bar.panel.say("note", "text_muted", words)
            return
        words = _("Goes with your log “{outcome}”, saved as you type.")
        colour = f"{OUTCOME_COLOURS[target.outcome]}_text"
        outcome = outcome_in_sentence(target.outcome)
        self._bar.panel.say(OUTCOME_ICONS[target.outcome], colour, words.format(outcome=outcome))

    def _learn_stages(self, _found: Found, choices: tuple[Choice, ...]) -> None:
        """The stages that the cards name are the ones to choose from."""
        for choice in choices:
            if choice.facet == "stages":
                self._stages[plain_value(choice.value)] = None

    def _lift_toast(self) -> None:
        if self._window.pane.shows_card:
            self._window.pane.toast.rise(self._bar.sizeHint().height())


def _short(words: str) -> str:
    """The rep's own words, enough of them to be known again: the card lies below."""
    return words if len(words) <= _TOLD else words[: _TOLD - 1].rstrip() + "…"


def _said(logged: Logged) -> LogDetails:
    return LogDetails(logged.words, logged.note, logged.account, logged.stage)
