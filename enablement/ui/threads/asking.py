"""Asking marketing, contradicting a card, telling what is missing, and reading what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enablement.library.events import LoggedEvent
from enablement.sync.engine import SyncReport
from enablement.sync.policies import AnswerTimes
from enablement.sync.protocol import Contradiction, Message, Question, Reply, Request
from enablement.sync.threads import ThreadKind
from enablement.translation import _, current_language
from enablement.ui.actions import connect
from enablement.ui.drafts import Drafts
from enablement.ui.log.log_book import block_title
from enablement.ui.parts import Parts
from enablement.ui.threads.answer_times import usual_words
from enablement.ui.threads.answers import mark_seen, read_answers
from enablement.ui.threads.conversation import Conversation, conversation
from enablement.ui.values import UNDO_TIME, OpenCard

if TYPE_CHECKING:
    from enablement.ui.views.threads.ask_sheet import AskSheet, Draft
    from enablement.ui.views.threads.thread_sheet import ThreadSheet


@dataclass(frozen=True)
class _Topic:
    """What a sheet asks about: the card and its block in view, or nothing for a request."""

    kind: ThreadKind
    card_id: str = ""
    revision: int = 0
    block: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        """What a draft about it is kept under."""
        return f"{self.kind} {self.card_id}"

    def message(self, draft: "Draft") -> Message:
        """What is recorded."""
        where = {"card_id": self.card_id, "revision": self.revision, "block": self.block}
        if self.kind is ThreadKind.QUESTION:
            return Question(**where, text=draft.text)
        if self.kind is ThreadKind.CONTRADICTION:
            return Contradiction(**where, text=draft.text, words=draft.more)
        return Request(text=draft.text, language=current_language(), note=draft.more)


class Asking(QObject):
    """Opens the sheets, records what is said at once, and shows conversations.

    `seen` when the rep has looked at an answer, `change_wanted` carries an event that the rep wants
    to say otherwise: whoever shows the rep's log does that.
    """

    seen = Signal()
    change_wanted = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts, self._session, self._library = parts, parts.session, parts.library
        self._window, self._db = parts.window, parts.db
        self._numbers = count(1)
        self._drafts = Drafts(parts.library.desk_state, parts.db, "ask_drafts")
        self._about_cards: set[str] = set()
        self._asked: AskSheet | None = None
        self._sheet: ThreadSheet | None = None
        self._connect()

    def ask(self) -> None:
        """Ask about the open card, or its block in view."""
        if topic := self._topic(ThreadKind.QUESTION):
            self._open_sheet(topic)

    def contradict(self) -> None:
        """Tell that the buyer proved the open card, or its block in view, wrong."""
        if topic := self._topic(ThreadKind.CONTRADICTION):
            self._open_sheet(topic)

    def want(self) -> None:
        """Tell what is missing, in the rep's own words."""
        topic = _Topic(ThreadKind.REQUEST)
        ask = self._session.ask
        self._open_sheet(topic, "" if ask.pasted else ask.words)

    def open_thread(self, thread_id: str) -> None:
        """Show a conversation over the window; what marketing said in it is seen then."""
        self._db.submit(
            "thread", lambda: self._load(thread_id), self._show, self._session.failed.emit
        )

    def reply(self, thread_id: str, words: str) -> None:
        """Go on with a conversation."""
        said = Reply(thread_id=thread_id, text=words)
        self._record(said, lambda _event: self._refresh())

    def take_back(self, event_id: str) -> None:
        """Take back what was said and waits."""
        self._session.undo.forget()
        self._db.submit(
            f"undo {event_id}", lambda: self._session.book.take_back(event_id),
            lambda in_time: self._session.undo.taken_back.emit(event_id, in_time),
            self._session.failed.emit, keep=True,
        )  # fmt: skip

    def _connect(self) -> None:
        actions, session = self._window.actions_, self._session
        connect(actions.question, self.ask)
        connect(actions.contradiction, self.contradict)
        connect(actions.missing, self.want)
        session.outbox_changed.connect(self._follow)
        session.undo.taken_back.connect(self._unsay)
        self._parts.rounds.synced.connect(self._take_in)

    # Asking

    def _topic(self, kind: ThreadKind) -> _Topic | None:
        opened = self._session.open_card
        if opened is None or not self._window.pane.shows_card:
            return None
        block = self._session.block
        return _Topic(kind, opened.card.id, opened.held.revision, block, _about(opened, block))

    def _open_sheet(self, topic: _Topic, words: str = "") -> None:
        from enablement.ui.views.threads.ask_sheet import AskSheet, Draft

        kept = self._drafts.get(topic.key)
        draft = Draft(**kept) if kept else Draft(words)
        sheet = AskSheet(self._parts.theme, self._window, topic.kind, topic.about, draft)
        sheet.said.connect(lambda said: self._say(topic, said))
        # What was written is there again, if it was left or could not be kept.
        sheet.finished.connect(lambda _how: self._drafts.put(topic.key, vars(sheet.draft)))
        sheet.finished.connect(sheet.deleteLater)
        sheet.finished.connect(self._forget_asked)
        self._asked = sheet
        self._db.submit("answer times", self._library.policies.answer_times, self._tell_usual)
        sheet.open()

    def _forget_asked(self, _how: int) -> None:
        self._asked = None

    def _tell_usual(self, times: AnswerTimes) -> None:
        if self._asked is not None:
            self._asked.tell_usual(usual_words(times))

    def _say(self, topic: _Topic, draft: "Draft") -> None:
        self._record(topic.message(draft), lambda event: self._tell(topic, event))

    def _record(self, said: Message, done: Callable[[LoggedEvent], None]) -> None:
        def recorded(event: LoggedEvent) -> None:
            self._session.outbox_changed.emit()
            done(event)

        self._db.submit(
            f"say {next(self._numbers)}", lambda: self._library.events.record(said), recorded,
            self._session.failed.emit, keep=True,
        )  # fmt: skip

    def _tell(self, topic: _Topic, event: LoggedEvent) -> None:
        self._drafts.put(topic.key, {})
        self._session.undo.offer(event.event_id)
        icon, words = {
            ThreadKind.QUESTION: ("ask", _("Asked: marketing sees it after the next sync.")),
            ThreadKind.CONTRADICTION: (
                "contradiction", _("Reported: the card warns you from now on.")
            ),
            ThreadKind.REQUEST: ("synced", _("Told: marketing will see that you needed this.")),
        }[topic.kind]  # fmt: skip
        mend = ""
        if topic.kind is ThreadKind.CONTRADICTION:
            mend = _("Marketing sees it after the next sync.")
        if topic.card_id:
            self._about_cards.add(event.event_id)
        self._window.pane.toast.say(
            icon, words, mend=mend, action=self._window.actions_.undo,
            seconds=UNDO_TIME.total_seconds(),
        )  # fmt: skip
        self._read_card_again()

    def _unsay(self, event_id: str, in_time: bool) -> None:
        if in_time and event_id in self._about_cards:
            self._about_cards.discard(event_id)
            self._read_card_again()

    def _read_card_again(self) -> None:
        """The open card may warn now, or not any more, and tells of its conversations."""
        opened = self._session.open_card
        if opened is not None and self._window.pane.shows_card:
            self._session.read(opened.card.id)

    # Conversations

    def _load(self, thread_id: str) -> tuple[Conversation | None, bool]:
        """Runs in the lane; what is shown is seen."""
        found = conversation(self._library, thread_id)
        news = any(one.thread_id == thread_id for one in read_answers(self._library))
        if news:
            mark_seen(self._library, thread_id)
        return found, news

    def _show(self, loaded: tuple[Conversation | None, bool]) -> None:
        found, news = loaded
        if news:
            self.seen.emit()
        if found is None:
            self._close()
            self._window.pane.toast.say("info", _("That conversation is not here any more."))
            return
        if self._sheet is None:
            self._sheet = self._make_sheet()
        self._sheet.show_conversation(found)
        if not self._sheet.isVisible():
            self._sheet.open()

    def _make_sheet(self) -> "ThreadSheet":
        from enablement.ui.views.threads.thread_sheet import ThreadSheet

        sheet = ThreadSheet(self._parts.theme, self._window)
        sheet.view.replied.connect(self.reply)
        sheet.view.taken_back.connect(self.take_back)
        sheet.view.card_wanted.connect(self._open_card)
        sheet.view.change_wanted.connect(self._change)
        sheet.finished.connect(self._forget_sheet)
        return sheet

    def _forget_sheet(self, _how: int) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
            self._sheet = None

    def _close(self) -> None:
        if self._sheet is not None:
            self._sheet.reject()

    def _open_card(self, card_id: str) -> None:
        self._close()
        self._session.read(card_id)

    def _change(self, event_id: str) -> None:
        self._close()
        self.change_wanted.emit(event_id)

    def _refresh(self) -> None:
        one = self._sheet.view.conversation if self._sheet is not None else None
        if one is not None:
            self.open_thread(one.thread_id)

    def _follow(self) -> None:
        """Something was recorded or taken back: the conversation that is shown may be of it."""
        self._refresh()

    def _take_in(self, report: SyncReport) -> None:
        """After a sync: what was said may have arrived, and marketing may have answered."""
        if report.threads or report.sent:
            self._refresh()
        if report.threads:
            self._read_card_again()


def _about(opened: OpenCard, block: str) -> str:
    parts = (opened.card.title, block_title(opened.card, block))
    revision = _("revision {n}").format(n=opened.held.revision)
    return " · ".join(part for part in (*parts, revision) if part)
