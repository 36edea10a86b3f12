"""1366 by 768 pixels at 100, 125, 150 and 200 %: what does not fit scrolls, nothing is squeezed or out of reach."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.cards import Card
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from tests.gui.hands import all_places, find, let_go, settle
from tests.gui.pseudo_translation import is_cut

#: What the screen's scaling leaves to the window, less the task bar and the title, in device-independent pixels.
#: At 100 % the pages are looked at with texts 1.4 times as long (test_pseudo_translation.py).
ROOM_AT = {125: (1092, 542), 150: (910, 440), 200: (683, 312)}


def laid_over_each_other(root: QWidget) -> Iterator[str]:
    """Yield what a layout has put over its neighbour, for want of room."""
    rooms: dict[QWidget, list[QWidget]] = {}
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        if widget.isVisibleTo(root) and parent is not None and parent.layout() is not None:
            rooms.setdefault(parent, []).append(widget)
    for parent, parts in rooms.items():
        if isinstance(parent, (QAbstractScrollArea, QHeaderView)):
            continue  # the button that exports a table lies in its heading on purpose
        for one, other in combinations(parts, 2):
            shared = one.geometry() & other.geometry()
            if min(shared.width(), shared.height()) > 2:
                yield f"{one.objectName()} {other.objectName()}"


def test_nothing_is_cut_or_squeezed_at_any_scale_and_every_page_can_be_scrolled_to_its_end(
    qtbot: QtBot, window: Window
) -> None:
    found: set[str] = set()
    for place in all_places(window):
        window.go(place)
        settle(qtbot, window)
        page = window.page(place.page)
        frame = page.parentWidget().parentWidget()
        assert isinstance(frame, QScrollArea)
        for percent, size in ROOM_AT.items():
            window.resize(*size)
            let_go()
            where = f"{place.page}/{place.field} at {percent} %: "
            for widget in page.findChildren(QWidget):
                if widget.isVisibleTo(page) and is_cut(widget):
                    found.add(f"{where}{type(widget).__name__} {widget.objectName()} is cut")
            found |= {f"{where}{pair} overlap" for pair in laid_over_each_other(page)}
            for area in page.findChildren(QScrollArea):
                hidden = area.widget().width() - area.viewport().width() if area.isVisibleTo(page) else 0
                never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
                if hidden > 1 and area.horizontalScrollBarPolicy() is never:
                    found.add(f"{where}{area.objectName()} keeps {hidden} pixels out of reach")
            beyond = page.size() - frame.viewport().size()
            ends = QSize(frame.horizontalScrollBar().maximum(), frame.verticalScrollBar().maximum())
            if ends != beyond.expandedTo(QSize(0, 0)):
                found.add(f"{where}does not scroll to its end")
            if percent == 125 and beyond.width() > 0:
                found.add(f"{where}is wider than the window")
    assert "\n".join(sorted(found)) == ""


def test_a_page_that_was_left_is_found_again_at_its_beginning(qtbot: QtBot, window: Window) -> None:
    window.resize(*ROOM_AT[200])
    for place in (Place("importing"), Place("accounts"), Place("importing")):
        window.go(place)
        settle(qtbot, window)
    frame = window.page("importing").parentWidget().parentWidget()
    assert isinstance(frame, QScrollArea)
    assert (frame.horizontalScrollBar().value(), frame.verticalScrollBar().value()) == (0, 0)


def test_the_room_that_a_page_takes_is_that_of_the_tab_in_view(qtbot: QtBot, window: Window) -> None:
    for page, high, low in (("publications", "clocks", "items"), ("settings", "terms", "recycle_bin")):
        for field in (high, low):
            window.go(Place(page, 0, field))
            settle(qtbot, window)
            frame = window.page(page).parentWidget().parentWidget()
            assert isinstance(frame, QScrollArea)
            assert frame.verticalScrollBar().maximum() == 0, field


def test_a_narrow_window_shows_the_navigation_as_icons_that_still_have_their_names(
    qtbot: QtBot, window: Window
) -> None:
    places = find(window, QListWidget, "places")
    words = [places.item(row).text() for row in range(places.count())]
    wide = window.navigation.width()
    window.resize(window.minimumSize())
    assert window.navigation.width() < wide
    names = [places.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(places.count())]
    assert names == words
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=places.visualItemRect(places.item(1)).center())
    assert window.here == Place("accounts")
    window.resize(1366, 768)
    assert [places.item(row).text() for row in range(places.count())] == words


def test_in_a_narrow_window_the_note_of_a_card_gives_way_before_its_title(qtbot: QtBot, window: Window) -> None:
    window.resize(window.minimumSize())
    settle(qtbot, window)
    titles = [
        next(label for label in card.findChildren(QLabel) if label.property("role") == "heading")
        for card in window.page("today").findChildren(Card)
    ]
    assert (len(titles) > 5, [title.text() for title in titles if is_squeezed(title)]) == (True, [])


def test_a_title_that_begins_with_narrow_letters_keeps_its_room_too(qtbot: QtBot) -> None:
    card = Card(
        "WiFi iii：" + "抖音“示例镇发布”还没有登记过发布记录" * 2, [], note="国办秘函〔2019〕19号，再加上很长的依据"
    )
    qtbot.addWidget(card)
    card.resize(card.minimumSizeHint().width(), 200)
    card.show()
    title = next(label for label in card.findChildren(QLabel) if label.property("role") == "heading")
    qtbot.waitUntil(lambda: title.width() > 1)
    assert not is_squeezed(title)


def is_squeezed(title: QLabel) -> bool:
    """Say whether a card's title has less room than eight characters, though it has more of them."""
    return title.width() < min(len(title.text()), 8) * title.fontMetrics().horizontalAdvance("中")


def test_a_dialog_larger_than_the_screen_scrolls_to_what_has_the_focus(qtbot: QtBot) -> None:
    dialog, content = FittingDialog(), QWidget()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(content)
    rows = QVBoxLayout(content)
    lines = [QLineEdit() for _ in range(60)]
    for line in lines:
        rows.addWidget(line)
    save = QPushButton("保存")
    rows.addWidget(save)
    save.setMinimumWidth(1500)
    dialog.resize(1600, 2500)
    lines[0].setFocus()
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    room = dialog.screen().availableGeometry()
    assert dialog.height() < room.height()
    assert dialog.width() <= room.width()
    assert lines[0].hasFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert save.hasFocus()
    assert not save.visibleRegion().isEmpty()


def test_a_dialog_that_fits_is_left_as_it_is(qtbot: QtBot) -> None:
    dialog, content = FittingDialog(), QWidget()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(content)
    dialog.resize(400, 300)
    dialog.show()
    assert dialog.findChild(QScrollArea) is None
    assert dialog.height() == 300


def test_words_wider_than_the_least_width_of_a_dialogs_file_widen_it(qtbot: QtBot) -> None:
    dialog, content = FittingDialog(), QWidget()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(content)
    content.setMinimumWidth(120)
    row = QHBoxLayout(content)
    buttons = [QPushButton("恢复默认的检查项目") for _ in range(3)]
    for button in buttons:
        row.addWidget(button)
    dialog.resize(140, 80)
    dialog.show()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
