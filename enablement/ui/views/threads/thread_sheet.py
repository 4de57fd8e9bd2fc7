"""A conversation over the window, left by Esc."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from enablement.translation import _
from enablement.ui.theme import Theme
from enablement.ui.threads.conversation import Conversation, kind_words
from enablement.ui.views.sheet import Sheet
from enablement.ui.views.threads.thread_view import ThreadView
from enablement.ui.views.words_field import LINE


class ThreadSheet(Sheet):
    """Holds a `ThreadView`; its title says what was begun."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, _("Conversation"), width=640)
        self.view = ThreadView(theme)
        self.body.addWidget(self.view, 1)
        # The layouts learn of it when this is done.
        self.view.fitted.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        # Beside the reply, which leaves the talk its height where text is large.
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        self.view.foot.addWidget(close, 0, end)
        self._close = close
        theme.changed.connect(self._dress)
        self._dress()

    def show_conversation(self, one: Conversation) -> None:
        """Show it, with the cursor where the rep can go on."""
        before = self.view.conversation
        title = kind_words(one.kind)
        self.title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.view.show_conversation(one)
        if before is None:
            target = self.view.reply if one.can_reply else self._close
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        self._close.setFixedHeight(self.theme.px(LINE))

    def _grow(self) -> None:
        if self.isVisible():
            self.place()
