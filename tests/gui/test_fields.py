"""Fields: dates as people type them, choices that keep their enums, records in and out."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.fields.dates import read_date
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.model.account import AccountState
from tests.gui.hands import press_key, type_text

pytestmark = pytest.mark.usefixtures("theme")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026.11.23",
        "2026/11/23",
        "20261123",
        "2026年11月23日",
        "２０２６－１１－２３",
        " 2026-11-23 ",
        "11-23",
        "11月23日",
        "11.23",
    ],
)
def test_a_date_is_read_however_people_write_it(text: str) -> None:
    assert read_date(text, date(2026, 1, 1)) == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["2026-02-30", "昨天", "2026", "13-40", "2026-11", "1234567890"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(text, date(2026, 1, 1))


def test_an_empty_text_is_no_date_and_no_mistake() -> None:
    assert read_date("  ", date(2026, 1, 1)) is None


@pytest.fixture
def form_with_fields(qtbot: QtBot, theme: Theme) -> QWidget:
    root = QWidget()
    qtbot.addWidget(root)
    layout = QVBoxLayout(root)
    for name, kind in (("name", QLineEdit), ("opened_on", DateField), ("state", ChoiceBox), ("followers", QLineEdit)):
        label = QLabel(name.upper())
        label.setObjectName(f"{name}_label")
        field = kind(root)
        field.setObjectName(name)
        layout.addWidget(label)
        layout.addWidget(field)
    followers = root.findChild(QLineEdit, "followers")
    assert followers is not None
    followers.setProperty("integer", "true")
    problem = QLabel()
    problem.setObjectName("problem")
    layout.addWidget(problem)
    root.show()
    return root


@pytest.fixture
def form(form_with_fields: QWidget) -> RecordForm:
    made = RecordForm(form_with_fields, ("name", "opened_on", "state", "followers", "missing"))
    made.offer("state", [(state, state.name) for state in AccountState])
    return made


def test_a_record_comes_out_of_the_fields_as_it_went_in(form: RecordForm) -> None:
    record = {"name": "彭山发布𬱖", "opened_on": date(2024, 2, 29), "state": AccountState.FROZEN, "followers": 1200}
    form.show(record)
    values = form.values()
    assert values == record
    assert type(values["state"]) is AccountState


def test_a_half_filled_form_is_kept_as_it_was_typed(form: RecordForm) -> None:
    form.show({"name": "彭山", "state": AccountState.PLANNED})
    field = form.widget("opened_on")
    assert isinstance(field, DateField)
    type_text(field.line, "2026-1")
    typed = form.typed()
    form.show({"name": "", "opened_on": None, "state": AccountState.NORMAL})
    form.show_typed(typed)
    assert form.typed() == typed == {"name": "彭山", "opened_on": "2026-1", "state": "planned", "followers": ""}


def test_a_date_that_is_none_is_refused_at_its_field(form: RecordForm, form_with_fields: QWidget) -> None:
    field = form.widget("opened_on")
    assert isinstance(field, DateField)
    type_text(field.line, "2026-13-01")
    with pytest.raises(InputError, match="OPENED_ON“2026-13-01”不是日期") as refused:
        form.values()
    form.refuse(refused.value)
    assert field.line.property("wrong") is True
    problem = form_with_fields.findChild(QLabel, "problem")
    assert problem is not None
    assert problem.isVisible()
    assert "2026-11-23" in problem.text()
    form.clear_problem()
    assert not problem.isVisible()


def test_a_number_may_have_commas_and_must_be_a_number(form: RecordForm) -> None:
    field = form.widget("followers")
    assert isinstance(field, QLineEdit)
    field.setText("12,300")
    assert form.values()["followers"] == 12300
    field.setText("很多")
    with pytest.raises(InputError, match="FOLLOWERS应为整数"):
        form.values()


def test_a_field_is_named_for_screen_readers_by_its_label(form: RecordForm) -> None:
    field = form.widget("opened_on")
    assert isinstance(field, DateField)
    assert field.line.accessibleName() == "OPENED_ON"


def test_the_calendar_opens_and_picks_by_keyboard(qtbot: QtBot, form: RecordForm) -> None:
    field = form.widget("opened_on")
    assert isinstance(field, DateField)
    field.set_day(date(2026, 11, 20))
    field.line.setFocus()
    press_key(field.line, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert calendar is not None
    view = calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert view is not None
    press_key(view, Qt.Key.Key_Right)
    press_key(view, Qt.Key.Key_Return)
    assert field.day() == date(2026, 11, 21)
    assert not popup.isVisible()


def test_a_choice_made_by_a_silent_page_tells_nobody_and_its_long_words_are_told_whole(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.setFixedWidth(90)
    box.show()
    chosen: list[int] = []
    box.currentIndexChanged.connect(chosen.append)
    box.blockSignals(True)
    box.offer([("", "不收"), ("甲", "“示例乡人民政府”的照收")])
    box.choose("甲")
    box.blockSignals(False)
    assert (box.choice(), chosen, box.toolTip()) == ("甲", [], "“示例乡人民政府”的照收")
