"""The rep's own log: reads it in the lane, shows it, and does what the rep asks with an entry."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from enablement.library.events import LoggedEvent
from enablement.translation import _, ngettext
from enablement.ui.actions import connect
from enablement.ui.log.amending import amend
from enablement.ui.log.journal import PAGE, Counts, Entry, Journal, JournalPage, Show
from enablement.ui.models.my_log import MyLogModel
from enablement.ui.parts import Parts
from enablement.ui.session import Shown
from enablement.ui.threads.asking import Asking

if TYPE_CHECKING:
    from enablement.ui.views.log.my_log_page import MyLogPage

PAGE_NAME = "my_log"
_MOST_READ_AGAIN = 5000


class MyLog(QObject):
    """Connects the page to the journal; `counts` are shown on the strip of pages."""

    def __init__(self, parts: Parts, asking: Asking) -> None:
        super().__init__(parts.window)
        self._asking = asking
        self._parts, self._session, self._window = parts, parts.session, parts.window
        self._journal = Journal(parts.library)
        self._show = Show.ALL
        self._wanted = ""
        self._came = False
        self._difference_of = self._to_change = ""
        self._counts = Counts()
        self._page: MyLogPage | None = None
        self.model = MyLogModel(self)
        self._connect()

    @property
    def page(self) -> "MyLogPage":
        """The page, made when it is first wanted."""
        if self._page is None:
            self._page = self._make_page()
        return self._page

    def open(self, event_id: str = "") -> None:
        """Show the page, with an entry chosen."""
        self._wanted, page = event_id, self.page
        self._came = self._window.pane.page != PAGE_NAME
        self._window.pane.show_page(PAGE_NAME)
        page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if event_id:
            self._choose(Show.ALL)
        else:
            self.read()

    def read(self) -> None:
        """Read the entries again, as many as are shown."""
        show, limit = self._show, max(PAGE, min(len(self.model.entries), _MOST_READ_AGAIN))
        self._parts.db.submit(
            "my log", lambda: self._journal.page(show, limit=limit), self._take,
            self._session.failed.emit,
        )  # fmt: skip
        self.count()

    def count(self) -> None:
        """Count what there is to look at."""
        self._parts.db.submit("my log counts", self._journal.counts, self._take_counts)

    def _connect(self) -> None:
        session = self._session
        connect(self._window.actions_.my_log, self.open)
        connect(self._window.actions_.who_sees, self._tell_who)
        self.model.further.connect(self._read_further)
        self._window.pane.page_changed.connect(self._turn)
        session.outbox_changed.connect(self._refresh)
        session.shown.connect(self._after_shown)
        session.lull.connect(self._refresh)
        self._parts.rounds.synced.connect(self._refresh)
        self._asking.seen.connect(self._refresh)
        self._asking.change_wanted.connect(self._open_to_change)

    def _make_page(self) -> "MyLogPage":
        from enablement.ui.views.log.my_log_page import MyLogPage

        back = self._parts.conductor.searching
        page = MyLogPage(self._parts.theme, self.model)
        self._window.pane.add_page(PAGE_NAME, page)
        page.show_counts(self._counts)
        page.shown.connect(self._choose)
        page.asked_who.connect(self._tell_who)
        page.copied.connect(self._ask_where)
        page.list.opened.connect(self._open_entry)
        page.list.deleted.connect(self._delete)
        page.foot_changed.connect(self._lift_toast)
        page.list.left.connect(back.back)
        page.list.typed.connect(back.begin)
        buttons = page.buttons
        deeds = {
            buttons.edit: self._edit, buttons.delete: self._delete, buttons.card: self._open_card,
            buttons.open: self._open_conversation, buttons.difference: self._open_difference,
        }  # fmt: skip
        for button, deed in deeds.items():
            button.clicked.connect(partial(self._act, deed))
        return page

    # Reading

    def _choose(self, show: Show) -> None:
        self._show = show
        self.page.chips[show].setChecked(True)
        self.model.show_entries((), self.model.now, more=False)
        self.read()

    def _turn(self, name: str) -> None:
        if name == PAGE_NAME:
            self.read()
            self._lift_toast()

    def _lift_toast(self) -> None:
        """What is said must not cover what can be done."""
        if self._window.pane.page == PAGE_NAME:
            self._window.pane.toast.rise(self.page.foot)

    def _refresh(self, *_news: object) -> None:
        if self._window.pane.page == PAGE_NAME:
            self.read()
        else:
            self.count()

    def _take(self, page: JournalPage) -> None:
        chosen, held = self.page.list.entry, self.model.entries
        wanted, place = self._wanted, self.page.list.currentIndex().row()
        newest, before = ([one.event_id for one in some[:1]] for some in (page.entries, held))
        if not wanted and self._came and newest != before:
            wanted = "".join(newest)  # what was recorded since is what one comes for
        elif not wanted and chosen is not None:
            wanted = chosen.event_id
        self._wanted, self._came = "", False
        self.model.show_entries(page.entries, page.now, more=page.more)
        self.page.show_nothing(None if page.entries else self._show)
        found = self.model.position_of(wanted)
        if found < 0 or found != self.page.list.currentIndex().row():
            self.page.list.choose(found if found >= 0 else max(0, place))
        entry, wanted, self._to_change = self.page.list.entry, self._to_change, ""
        if entry is not None and entry.event_id == wanted:
            self._edit(entry)
        if self._window.pane.page == PAGE_NAME:
            self._parts.db.submit("rejected seen", self._journal.mark_rejected_seen, _nothing)

    def _read_further(self, before: int) -> None:
        show = self._show
        self._parts.db.submit(
            "my log further",
            lambda: self._journal.page(show, before),
            lambda page: self._add(show, page),
            self._session.failed.emit,
        )

    def _add(self, show: Show, page: JournalPage) -> None:
        if show is self._show:
            self.model.show_further(page.entries, more=page.more)

    def _take_counts(self, counts: Counts) -> None:
        self._counts = counts
        if self._page is not None:
            self._page.show_counts(counts)
        self._window.nav.show_count(PAGE_NAME, counts.news)

    # What the rep does with an entry

    def _act(self, deed: Callable[[Entry], None], _checked: bool = False) -> None:
        entry = self.page.list.entry
        if entry is not None:
            deed(entry)

    def _open_entry(self, entry: Entry) -> None:
        """The one thing that is meant by Enter."""
        if entry.can_edit:
            self._edit(entry)
        elif entry.thread_id:
            self._open_conversation(entry)
        elif entry.card_id:
            self._open_card(entry)

    def _open_card(self, entry: Entry) -> None:
        self._session.read(entry.card_id)

    def _open_difference(self, entry: Entry) -> None:
        self._difference_of = entry.card_id
        self._session.read(entry.card_id)

    def _after_shown(self, shown: Shown) -> None:
        wanted, self._difference_of = self._difference_of, ""
        if wanted and shown.opened.card.id == wanted:
            # Whoever knows that the card changed has yet to enable the action.
            QTimer.singleShot(0, self, self._show_difference)

    def _show_difference(self) -> None:
        action = self._window.actions_.difference
        if action.isEnabled():
            action.trigger()

    def _open_conversation(self, entry: Entry) -> None:
        self._asking.open_thread(entry.thread_id)

    def _open_to_change(self, event_id: str) -> None:
        """The conversation of an entry that waits leads here."""
        self._to_change = event_id
        self.open(event_id)

    def _edit(self, entry: Entry) -> None:
        if not entry.can_edit:
            return
        from enablement.ui.views.log.edit_log import EditLog

        sheet = EditLog(self._parts.theme, self._window, entry)
        sheet.saved.connect(self._amend)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _amend(self, entry: Entry, said: dict[str, str]) -> None:
        library = self._parts.library
        self._parts.db.submit(
            f"amend {entry.event_id}",
            lambda: amend(library, entry.event, said),
            lambda in_time: self._amended(entry.event, in_time=in_time),
            self._session.failed.emit,
            keep=True,
        )

    def _amended(self, event: LoggedEvent, *, in_time: bool) -> None:
        self._close_card_of(event)
        if in_time:
            self._say("synced", _("Changed. It goes with the next sync."))
        else:
            self._say_too_late()
        self._session.outbox_changed.emit()

    def _delete(self, entry: Entry) -> None:
        if not entry.can_delete:
            return
        self._parts.db.submit(
            f"delete {entry.event_id}",
            lambda: self._session.book.take_back(entry.event_id),
            lambda in_time: self._deleted(entry.event, in_time=in_time),
            self._session.failed.emit,
            keep=True,
        )

    def _deleted(self, event: LoggedEvent, *, in_time: bool) -> None:
        self._close_card_of(event)
        if in_time:
            undo = self._session.undo
            undo.offer_deed(lambda: self._restore(event), _("It is back in your log."))
            self._window.pane.toast.say(
                "delete", _("Deleted: marketing never sees it."),
                action=self._window.actions_.undo, seconds=undo.seconds,
            )  # fmt: skip
        else:
            self._say_too_late()
        self._session.outbox_changed.emit()

    def _restore(self, event: LoggedEvent) -> None:
        self._close_card_of(event)
        self._wanted = event.event_id
        self._parts.db.submit(
            f"restore {event.event_id}",
            lambda: self._parts.library.events.restore(event),
            lambda _there: self._session.outbox_changed.emit(),
            self._session.failed.emit,
            keep=True,
        )

    def _close_card_of(self, event: LoggedEvent) -> None:
        """A card tells what was said of it: the one behind this page is read anew when wanted."""
        opened = self._session.open_card
        about = event.payload.get("card_id") if event.kind in ("question", "contradiction") else ""
        if opened is not None and opened.card.id == about:
            self._session.close_card()
            self._window.results.clear_choice()
            self._window.actions_.enable_card(on=False)

    # The rest

    def _tell_who(self) -> None:
        from enablement.ui.views.log.who_sees import WhoSeesSheet

        sheet = WhoSeesSheet(self._parts.theme, self._window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self._window, _("Save a copy of my log"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Table for a spreadsheet (*.csv)"), _("All of it (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("json" if "json" in chosen else "csv")
        )
        dialog.selectFile(_("my-log") + ".csv")
        dialog.fileSelected.connect(self._export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, name: str) -> None:
        from enablement.ui.log.log_export import export_log

        path, library = Path(name), self._parts.library
        self._parts.db.submit(
            "export my log",
            lambda: export_log(library, path),
            lambda count: self._say_exported(count, path),
            self._session.failed.emit,
            keep=True,
        )

    def _say_exported(self, count: int, path: Path) -> None:
        words = ngettext("{n} entry saved as {name}", "{n} entries saved as {name}", count)
        self._say("synced", words.format(n=count, name=path.name))

    def _say_too_late(self) -> None:
        self._say("info", _("Too late: it is on its way to marketing, and stays as it was."))

    def _say(self, icon: str, words: str) -> None:
        self._window.pane.toast.say(icon, words)


def _nothing(_result: None) -> None:
    """Nobody waits for this."""
