"""What is shown is shown whole: no word below the edge, no letter lost at a line's end."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.custody.envelope_words import EnvelopeWordsDialog
from pmedia_desktop.gui.custody.secret_view import SecretView
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.words import draw_words
from tests.gui.custody.conftest import CustodyWindow
from tests.gui.custody.test_envelope import printed

LONGEST = "zhuangxiu shuangqing chuangkou qiangzhuang liangshuang zhuangyuan"


def lines_in_sight(view: SecretView) -> tuple[list[str], int]:
    """Return the lines as they are painted, and for how many there is room."""
    return view._wrapped(view.width()), view.height() // view.fontMetrics().height()


@pytest.mark.parametrize(
    "text",
    [
        LONGEST,
        "装修 双清 窗口 强壮 凉爽 庄园 装修 双清 窗口 强壮 凉爽 庄园",
        "x" * 128,
        "W0O1lI|" * 9,
        "第一行\nsecond line\n\nfourth",
        " leading and trailing ",
        "chunmian zhulan bingdong yuncai",
    ],
)
@pytest.mark.parametrize("width", [220, 360, 520])
def test_every_line_has_room_and_no_letter_is_lost(qtbot: QtBot, text: str, width: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    view = SecretView("密码")
    layout.addWidget(view)
    view.hold(Secret(text), covered=False)
    window.resize(width, layout.totalHeightForWidth(width))
    window.show()
    lines, room = lines_in_sight(view)
    assert "".join(lines) == text.replace("\n", "")
    assert len(lines) <= room
    advance = view.fontMetrics().horizontalAdvance
    assert all(advance(line.rstrip(" ")) <= view.width() for line in lines)


def test_words_are_broken_between_words() -> None:
    view = SecretView("六个词")
    view.hold(Secret(LONGEST))
    assert all(set(line.split()) <= set(LONGEST.split()) for line in view._wrapped(300))


def test_all_six_words_of_the_envelope_are_in_sight(desk: CustodyWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    _, dialog = printed(desk)
    assert isinstance(dialog, EnvelopeWordsDialog)
    for words in (Secret("a b c d e f"), Secret(LONGEST + " " + LONGEST), Secret(LONGEST), draw_words(6).typed):
        dialog._view.hold(words, covered=False)
        dialog.fit()
        desk.settle()
        lines, room = lines_in_sight(dialog._view)
        assert "".join(lines) == words.reveal()
        assert len(lines) <= room
    dialog.reject()
