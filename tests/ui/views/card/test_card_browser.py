"""The page of a card reaches for nothing: no file, no network, no link but on a click."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enablement.ui.card.card_html import CardPage, Look
from enablement.ui.theme import Theme
from enablement.ui.views.card.card_browser import CardBrowser

IMAGE = QTextDocument.ResourceType.ImageResource.value
HASH = "c" * 64


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def browser(qtbot: QtBot, theme: Theme, opened: list[str]) -> CardBrowser:
    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    made = CardBrowser(theme, open_url)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def picture() -> QImage:
    image = QImage(1600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#FF0000"))
    return image


def test_no_file_and_no_network_is_read(browser: CardBrowser, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    picture().save(str(secret))
    for name in (
        QUrl.fromLocalFile(str(secret)).toString(), str(secret), "http://example.test/a.png",
        "//server/share/a.png", "qrc:/a.png", f"attachment:{'d' * 64}", "data:image/png;base64,AAAA",
    ):  # fmt: skip
        answer = browser.loadResource(IMAGE, QUrl(name))
        assert isinstance(answer, QImage)
        assert (answer.width(), answer.pixelColor(0, 0).alpha()) == (1, 0), name
    html = f'<table class="panel"><tr><td><img src="{secret}"></td></tr></table>'
    browser.show_page(CardPage(html, (Look.PLAIN,), 0), {})
    shown = browser.grab().toImage()
    red = QColor("#FF0000")
    assert all(
        shown.pixelColor(x, y) != red
        for x in range(0, shown.width(), 3)
        for y in range(0, shown.height(), 3)
    )


def test_a_style_sheet_of_somebody_else_is_not_read(browser: CardBrowser) -> None:
    sheet = QTextDocument.ResourceType.StyleSheetResource.value
    for name in ("file:///style.css", "style.css"):
        assert browser.loadResource(sheet, QUrl(name)) == QByteArray(b" ")


def test_the_cards_own_picture_fits_the_column(browser: CardBrowser) -> None:
    html = (
        f'<table class="panel" width="100%"><tr><td><img src="attachment:{HASH}"></td></tr></table>'
    )
    browser.show_page(CardPage(html, (Look.PLAIN,), 0), {HASH: picture()})
    shown = browser.loadResource(IMAGE, QUrl(f"attachment:{HASH}"))
    assert isinstance(shown, QImage)
    assert 400 < shown.width() <= browser.viewport().width()
    browser.resize(500, 600)
    narrow = browser.loadResource(IMAGE, QUrl(f"attachment:{HASH}"))
    assert isinstance(narrow, QImage)
    assert narrow.width() < shown.width()
    assert browser.document().size().width() <= browser.viewport().width()


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.test/", True), ("http://example.test/", True),
        ("mailto:a@example.test", True), ("javascript:alert(1)", False),
        ("file:///etc/hosts", False), ("smb://server/share", False), ("page.html", False),
    ],
)  # fmt: skip
def test_only_web_and_mail_are_followed(
    browser: CardBrowser, opened: list[str], url: str, followed: bool
) -> None:
    browser.anchorClicked.emit(QUrl(url))
    assert opened == ([url] if followed else [])
    assert browser.source().isEmpty()


def test_what_is_typed_here_is_handed_on(browser: CardBrowser, qtbot: QtBot) -> None:
    typed: list[str] = []
    browser.key_pressed.connect(typed.append)
    QTest.keyClicks(browser, "1n?")
    QTest.keyClick(browser, Qt.Key.Key_Space)
    QTest.keyClick(browser, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert typed == ["1", "n", "?"]
    with qtbot.waitSignal(browser.left):
        QTest.keyClick(browser, Qt.Key.Key_Escape)
