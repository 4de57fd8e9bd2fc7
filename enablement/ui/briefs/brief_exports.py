"""A brief leaves the screen: to a printer, into a PDF, or as a page for the customer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from enablement.settings import shipped_folder
from enablement.translation import _, ngettext
from enablement.ui.briefs.brief_share import file_name, share
from enablement.ui.briefs.briefing import Briefing, OpenBrief
from enablement.ui.parts import Parts
from enablement.ui.saving import save_file
from enablement.ui.theme import Scheme, read_tokens

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from enablement.ui.briefs.brief_pages import Ink
    from enablement.ui.views.briefs.share_sheet import Sharing


@dataclass(frozen=True)
class _Saved:
    """A file that was written, and what is to be said about it."""

    path: Path
    words: str


Write = Callable[[Path], _Saved]


class BriefExports(QObject):
    """Asks where to, and writes there; the work is done in the `db` lane."""

    def __init__(self, parts: Parts, briefing: Briefing, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._briefing = parts, briefing
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )

    def pdf(self, opened: OpenBrief) -> None:
        """Ask where to, and save the rep's own paper there."""
        ink, locale = self._ink(), QLocale()

        def write(path: Path) -> _Saved:
            from enablement.ui.briefs.brief_paper import page_layout, pdf_of

            pictures = self._briefing.pictures(opened)
            data = pdf_of(opened, pictures, ink, page_layout(locale))
            return _Saved(save_file(path, data), _("It holds your notes, and nothing internal."))

        self._ask(_("Save as PDF"), file_name(opened.brief.title), "pdf", write)

    def share(self, opened: OpenBrief) -> None:
        """Say what goes and what stays, ask where to, and save the page for the customer there."""
        from enablement.ui.views.briefs.share_sheet import ShareSheet

        sheet = ShareSheet(self._parts.theme, self._parts.window, opened)
        sheet.answered.connect(partial(self._share, opened))
        sheet.open()

    def print(self, opened: OpenBrief) -> None:
        """Ask on which printer, and print the rep's own paper."""
        # Loaded when it is needed: it looks for printers.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from enablement.ui.briefs.brief_paper import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(opened.brief.title)
        printer.setPageLayout(page_layout(QLocale()))
        dialog = QPrintDialog(printer, self._parts.window)
        dialog.setWindowTitle(_("Print the brief"))
        dialog.finished.connect(partial(self._print, printer, opened))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _share(self, opened: OpenBrief, sharing: "Sharing") -> None:
        cards = [entry.card for entry in opened.usable if entry.card_id in sharing.card_ids]
        day = opened.now.astimezone().date()

        def write(path: Path) -> _Saved:
            shared = share(
                [card for card in cards if card], self._briefing.pictures(opened), sharing.title,
                self._briefing.rep_name(), day,
            )  # fmt: skip
            words = _("It opens in any browser; nothing internal is in it.")
            return _Saved(save_file(path, shared.html.encode()), words)

        self._ask(_("Save the page for the customer"), file_name(sharing.title), "html", write)

    def _ask(self, title: str, name: str, ending: str, write: Write) -> None:
        dialog = QFileDialog(self._parts.window, title, self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(ending)
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.selectFile(f"{name}.{ending}")
        dialog.fileSelected.connect(partial(self._save, write))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, write: Write, chosen: str) -> None:
        path = Path(chosen)
        self._folder = str(path.parent)
        self._parts.db.submit(
            f"save {path}", lambda: write(path), self._say_saved,
            self._parts.session.failed.emit, keep=True,
        )  # fmt: skip

    def _say_saved(self, saved: _Saved) -> None:
        words = _("Saved: {name}").format(name=saved.path.name)
        self._parts.window.pane.toast.say("synced", words, mend=saved.words, seconds=10)

    def _print(self, printer: "QPrinter", opened: OpenBrief, answer: int) -> None:
        if answer != QDialog.DialogCode.Accepted:
            return
        ink = self._ink()

        def draw() -> int:
            from enablement.ui.briefs.brief_paper import draw_brief

            return draw_brief(printer, opened, self._briefing.pictures(opened), ink)

        self._parts.db.submit(
            "print", draw, self._say_printed, self._parts.session.failed.emit, keep=True
        )

    def _say_printed(self, pages: int) -> None:
        words = ngettext("{n} page is on its way to the printer.",
                         "{n} pages are on their way to the printer.", pages)  # fmt: skip
        self._parts.window.pane.toast.say("print", words.format(n=pages))

    def _ink(self) -> "Ink":
        """Paper is light, whatever the screen is."""
        from enablement.ui.briefs.brief_pages import Ink

        tokens = read_tokens(shipped_folder("resources") / "styles", Scheme.LIGHT)
        return Ink(tokens, tuple(QApplication.font().families()))
