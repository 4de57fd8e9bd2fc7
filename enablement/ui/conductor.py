"""Connects the window to the session and the sync: who asks whom, one short function each."""

from datetime import UTC, date

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from enablement.errors import EnablementError, HubOfflineError
from enablement.sync.engine import SyncReport
from enablement.translation import _, ngettext
from enablement.ui.actions import CARD_KEYS, connect
from enablement.ui.finding.messages import erased_words, taken_back, welcome
from enablement.ui.finding.searching import Searching
from enablement.ui.main_window import MainWindow
from enablement.ui.preferences import Preferences
from enablement.ui.session import Session, Shown
from enablement.ui.sync.rounds import Rounds
from enablement.ui.sync.sync_words import SyncNews
from enablement.ui.tasks import BugReport
from enablement.ui.theme import Theme
from enablement.ui.values import Found
from enablement.ui.views.card_pane import CARD, MESSAGE


class Conductor(QObject):
    """Knows the window, the session and the rounds; holds what none of them should."""

    def __init__(self, window: MainWindow, session: Session, rounds: Rounds, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._rounds, self._theme = window, session, rounds, theme
        self._enrolled: bool | None = None
        self._day: date | None = None
        self.searching = Searching(window, session)
        self._report: BugReport | None = None
        self._connect_views()
        self._connect_actions()
        self._connect_session()

    def start(self, text: str = "") -> None:
        """Read where the laptop stands, and show its cards."""
        if text:
            self._window.search.put(text)
        else:
            self._session.search("")
        self._rounds.look()

    def offer_related(self, preferences: Preferences) -> None:
        """Let the rep turn related cards on or off, beginning with what was preferred before."""
        action, related = self._window.actions_.related, self._session.related

        def use(on: bool) -> None:
            preferences.related = on
            related.use(on=on)

        action.setVisible(True)
        action.setChecked(preferences.related)
        if action.isChecked():
            related.use(on=True)
        action.toggled.connect(use)

    def tell_bug(self, report: BugReport) -> None:
        """Say quietly that something went wrong, and keep the report at hand."""
        self._report = report
        self._window.actions_.report.setEnabled(True)
        self._window.pane.toast.say(
            "unverified", _("Something went wrong here."), action=self._window.actions_.report,
            seconds=30,
        )  # fmt: skip

    def _connect_views(self) -> None:
        window, back = self._window, self.searching.back
        window.search.returnPressed.connect(self._enter)
        window.results.opened.connect(self._enter)
        window.pane.page_changed.connect(self._turn)
        window.pane.browser.left.connect(back)
        window.pane.browser.key_pressed.connect(self._typed_on_card)
        window.invited.connect(self._enroll)

    def _connect_actions(self) -> None:
        window, actions = self._window, self._window.actions_
        connect(actions.read, self._read)
        connect(actions.undo, self._session.undo.take_back)
        connect(actions.sync, self._rounds.sync)
        connect(actions.larger, lambda: self._theme.zoom(1))
        connect(actions.smaller, lambda: self._theme.zoom(-1))
        connect(actions.normal, lambda: self._theme.zoom(0))
        for page in (actions.today, actions.briefs, actions.my_log):
            connect(page, self._leave_card)
        connect(actions.keys, self._show_map)
        connect(actions.report, self._show_report)
        connect(actions.quit, window.leave)

    def _connect_session(self) -> None:
        session, rounds = self._session, self._rounds
        self.searching.rested.connect(self._rest)
        session.shown.connect(self._show_card)
        session.gone.connect(self._show_gone)
        session.undo.taken_back.connect(self._say_taken_back)
        session.undo.undone.connect(self._say_undone)
        session.undo.offered.connect(self._window.actions_.undo.setEnabled)
        session.failed.connect(self._say_error)
        session.outbox_changed.connect(rounds.sync_soon)
        rounds.news.connect(self._show_news)
        rounds.synced.connect(self._take_in)
        rounds.enrolled.connect(self._leave_first_run)
        rounds.refused.connect(self._say_refused)
        rounds.wiped.connect(self._end_wiped)

    # Reading

    def _show_card(self, shown: Shown) -> None:
        pane, focus = self._window.pane, QApplication.focusWidget()
        hidden = focus is not None and not pane.shows_card and pane.isAncestorOf(focus)
        pane.show_card(shown)
        if hidden:
            # Else it would go to whatever comes next; who opens a card to read it asks for it.
            self.searching.back()
        self._window.actions_.enable_card(on=True)
        last = self._session.last
        if last is not None and last.card_id != shown.opened.card.id:
            self._window.pane.toast.explain(last.title)

    def _rest(self, found: Found) -> None:
        """Nothing is asked for: back to the page of the desk, once there are cards."""
        pane = self._window.pane
        if found.total and pane.home:
            pane.show_page(pane.home)
        else:
            self.searching.show_message(welcome(found, self._session.recents.texts))

    def _show_gone(self, title: str) -> None:
        self._window.actions_.enable_card(on=False)
        self.searching.show_message(taken_back(title))

    def _turn(self, page: str) -> None:
        if page not in (CARD, MESSAGE):
            self._leave_card()

    def _leave_card(self) -> None:
        """Another page is wanted: a card that is not in view must not be logged, nor come back."""
        self._session.close_card()
        self._window.results.clear_choice()
        self._window.actions_.enable_card(on=False)

    def _enter(self) -> None:
        """Go into the card; where a page of the desk is shown, into the first one found."""
        window, session = self._window, self._session
        if window.search.content and not (window.pane.shows_card or session.comes):
            window.results.step(1)
        session.when_there(self._read)

    def _read(self) -> None:
        if self._window.pane.shows_card:
            self._window.pane.browser.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._session.remember()

    def _typed_on_card(self, text: str) -> None:
        """Short keys while the card has the focus; anything else begins a new search."""
        actions = self._window.actions_
        short = {key: actions.outcomes[outcome] for outcome, key in CARD_KEYS.items()}
        short["?"] = actions.keys
        if text in short:
            short[text].trigger()
        else:
            self.searching.begin(text)

    # Undoing

    def _say_taken_back(self, _event_id: str, in_time: bool) -> None:
        words = _("Taken back.") if in_time else _("Too late: it has gone to marketing already.")
        self._window.pane.toast.say("undo", words, seconds=4)

    def _say_undone(self, words: str) -> None:
        self._window.pane.toast.say("undo", words, seconds=4)

    # Syncing

    def _show_news(self, news: SyncNews) -> None:
        window, standing = self._window, news.standing
        self._note_day(standing.now.astimezone(UTC).date())
        self.searching.cards = standing.cards
        window.sync_line.show_news(news)
        if window.shows_first_run:
            window.first_run.show_progress(news)
        if self._enrolled is None:
            self._enrolled = standing.enrolled
            window.actions_.enable_desk(on=standing.enrolled)
            if standing.enrolled:
                self._rounds.begin()
            else:
                window.show_first_run()
                if standing.wiped_at is not None:
                    window.first_run.settle(*erased_words())
                    self._rounds.tell_wiped()

    def _note_day(self, day: date) -> None:
        """On another day another card may be good: what is open must not outlive its own."""
        before, self._day = self._day, day
        if before is not None and before != day:
            self._session.search_again()

    def _take_in(self, report: SyncReport) -> None:
        """After a sync: show what changed, and keep the rep's place."""
        if not (report.added or report.changed or report.removed or report.rep):
            return
        opened = self._session.open_card
        self._session.search_again()
        if opened and opened.card.id in report.changed:
            self._window.pane.toast.say(
                "refresh", _("Marketing changed this card: you now see the newest revision.")
            )
        elif report.changed and not report.added:
            count = report.messages
            words = ngettext("{n} card has changed", "{n} cards have changed", count)
            self._window.pane.toast.say("refresh", words.format(n=count), seconds=4)

    def _enroll(self, address: str, code: str) -> None:
        self._window.first_run.start()
        self._rounds.enroll(address, code)

    def _leave_first_run(self) -> None:
        self._enrolled = True
        self._window.actions_.enable_desk(on=True)
        self._window.first_run.settle()
        self._window.show_desk()

    def _say_refused(self, error: EnablementError) -> None:
        mend = error.how_to_mend()
        if isinstance(error, HubOfflineError):
            mend = _("Check the address, and that you are connected; then try again.")
        self._window.first_run.settle(error.sentence(), mend)

    def _end_wiped(self, error: EnablementError) -> None:
        """There is no library any more: only a new start makes another."""
        self._session.close_card()
        self._window.actions_.enable_desk(on=False)
        self._window.show_first_run()
        _sentence, mend = erased_words()
        again = _("Close Enablement and start it again to paste it.")
        self._window.first_run.close_down(error.sentence(), f"{mend} {again}")

    # The rest

    def _say_error(self, error: EnablementError) -> None:
        self._window.pane.toast.say(
            "unverified", error.sentence(), mend=error.how_to_mend(), seconds=12
        )

    def _show_map(self) -> None:
        from enablement.ui.views.frame.dialogs import KeyboardMap

        KeyboardMap(self._window.actions_, self._theme, self._window).open()

    def _show_report(self) -> None:
        if self._report is not None:
            from enablement.ui.views.frame.dialogs import BugDialog

            BugDialog(self._report, self._theme, self._window).open()
