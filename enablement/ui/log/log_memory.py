"""The meeting that the next logs belong to: its account and stage, remembered until it is over."""

from PySide6.QtCore import QObject, QTimer, Signal

from enablement.ui.log.log_book import CONTEXT_LASTS, LogBook, LogContext
from enablement.ui.tasks import Lane


class LogMemory(QObject):
    """Knows the `LogContext` that the next log carries; `changed` tells a new one, or that it ended.

    Whoever knows that a meeting begins says so: `session.memory.begin(account, stage)`; that ends
    the one before. `offered` is a customer's name that the rep may take over by a key: what comes
    from a calendar goes nowhere by itself. `failed` carries an `EnablementError`.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, book: LogBook, db: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book, self._db = book, db
        self._context = LogContext()
        self.offered = ""
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(round(CONTEXT_LASTS.total_seconds() * 1000))
        self._end.timeout.connect(self.load)

    @property
    def context(self) -> LogContext:
        """What the next log carries; empty when no meeting is remembered."""
        return self._context

    def load(self) -> None:
        """Read what was remembered before, if that meeting is not over."""
        self._db.submit("log context", self._book.context, self._take, self.failed.emit)

    def begin(self, account: str, stage: str = "") -> None:
        """A meeting begins; another one is over."""
        context = LogContext(account.strip(), stage.strip())
        self._take(context)
        self._db.submit(
            "remember context",
            lambda: self._book.remember(context),
            lambda _nothing: None,
            self.failed.emit,
            keep=True,
        )

    def forget(self) -> None:
        """The meeting is over: the next log carries nothing of it."""
        self.begin("")

    def keep(self, account: str, stage: str) -> None:
        """The book remembers this already."""
        self._take(LogContext(account, stage))

    def _take(self, context: LogContext) -> None:
        before, self._context = self._context, context
        if context:
            self._end.start()
        else:
            self._end.stop()
        if context != before:
            self.changed.emit(context)
