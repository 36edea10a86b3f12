"""The reply ledger: entered, answered, handed on, taken from exported lists, printed."""

import io
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.table_writing import xlsx
from pmedia_desktop.model.finding import DueState
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind, MessageState, ReplySnippet
from pmedia_desktop.services import own_lists, settings
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.message.sheets import fill_message_sheet, fill_reply_ledger, reply_ledger_table
from pmedia_desktop.services.paper.forms import word_of
from pmedia_desktop.services.today import today_page
from tests.services.conftest import TODAY, Started


def asked(started: Started, **changes: object) -> Message:
    whole = Message(
        account_id=started.account.id,
        kind=MessageKind.COMPLAINT,
        received_on=date(2026, 11, 16),
        received_time="9:05",
        nickname="岷江渔火",
        text="民生路的路灯坏了一个月。",
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_a_message_is_saved_tidied_and_listed_with_its_term(started: Started) -> None:
    saved = messages.save_message(started.office, asked(started)).value
    (line,) = messages.list_messages(started.office)
    assert saved.received_time == "09:05"
    assert line.account == "彭山示例镇发布（新浪微博）"
    assert line.due is not None
    assert line.due.due == date(2026, 11, 25)
    assert (line.state, line.late) == (DueState.SOON, False)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": " "}, "还没有填写留言内容"),
        ({"account_id": None}, "还没有选择账号"),
        ({"received_on": date(2026, 12, 1)}, "留言日期“2026-12-01”还没有到"),
        ({"received_time": "25:00"}, "不是时间"),
        ({"replied_on": TODAY}, "还没有填写答复内容"),
        ({"replied_on": date(2026, 11, 15), "reply": "好"}, "早于留言日期"),
        ({"within_duties": False, "transferred_on": TODAY}, "还没有填写转交单位"),
        ({"phone": "打不通"}, "不像电话号码"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_field(
    started: Started, changes: dict[str, object], problem: str
) -> None:
    with pytest.raises(InputError, match=problem) as refused:
        messages.save_message(started.office, asked(started, **changes))
    assert refused.value.field in {*changes, "reply", "transferred_to"}
    assert messages.list_messages(started.office) == ()


def test_a_shorter_term_makes_no_earlier_answer_late(started: Started) -> None:
    """What came before the change keeps its term; the unit may say that the earlier one was entered wrongly."""
    messages.save_message(started.office, asked(started, replied_on=date(2026, 11, 20), reply="已修。"))
    shorter = replace(settings.read_settings(started.office), complaint_days=2)
    changed = settings.save_settings(started.office, shorter).value
    assert [one.until for one in changed.earlier_reply_terms] == [date(2026, 11, 22)]
    assert settings.read_settings(started.office) == changed
    assert [line.late for line in messages.list_messages(started.office)] == [False]
    settings.save_settings(started.office, replace(changed, earlier_reply_terms=()))
    assert [line.late for line in messages.list_messages(started.office)] == [True]


def test_before_the_first_message_a_term_is_simply_set(started: Started) -> None:
    shorter = replace(settings.read_settings(started.office), complaint_days=2)
    assert settings.save_settings(started.office, shorter).value == shorter


def test_a_telephone_note_needs_no_account_and_may_belong_to_a_message(started: Started) -> None:
    message = messages.save_message(started.office, asked(started)).value
    note = messages.save_message(
        started.office,
        asked(started, account_id=None, channel=MessageChannel.TELEPHONE, about_id=message.id, phone="13900001234"),
    ).value
    assert note.state is MessageState.NOTED
    with pytest.raises(InputError, match="它自己"):
        messages.save_message(started.office, replace(note, about_id=note.id), note)


def test_saying_that_it_is_ours_after_all_takes_the_transfer_back(started: Started) -> None:
    saved = messages.save_message(
        started.office, asked(started, within_duties=False, transferred_to="区人社局", transferred_on=TODAY)
    ).value
    assert saved.state is MessageState.TRANSFERRED
    again = messages.save_message(started.office, replace(saved, within_duties=True), saved).value
    assert (again.state, again.transferred_to) == (MessageState.OPEN, "")


def test_a_later_save_does_not_undo_an_earlier_one_unseen(started: Started) -> None:
    saved = messages.save_message(started.office, asked(started)).value
    messages.save_message(started.office, replace(saved, remark="已电话联系"), saved)
    with pytest.raises(InputError, match="别处已经修改过"):
        messages.save_message(started.office, replace(saved, remark="别的"), saved)


def test_today_tells_what_is_to_be_answered_once(started: Started) -> None:
    messages.save_message(started.office, asked(started, received_on=date(2026, 11, 9), within_duties=True))
    page = today_page(started.office)
    told = [item for item in page.items if item.article == "第十一条"]
    assert [item.what for item in told] == ["答复投诉：岷江渔火（新浪微博）"]
    assert [found for found in page.findings if found.article == "第十一条"] == [], "the deadline says it already"


def test_the_handling_sheet_says_who_answers_what_by_when(started: Started) -> None:
    saved = messages.save_message(
        started.office, asked(started, within_duties=True, handler_id=started.clerk.id, is_public=True)
    ).value
    filled = fill_message_sheet(started.office, saved.id)
    text = text_of(filled.pdf)
    assert filled.pages == 1
    for words in (
        "2026-0001",
        "2026年11月16日 09:05",
        "☑投诉",
        "☑属于",
        "李𬱖",
        "2026年11月25日",
        "路灯坏了一个月",
        "☑公开",
    ):
        assert words in text, words


def test_a_message_too_long_for_its_sheet_stands_whole_on_the_continuation_sheet(started: Started) -> None:
    saved = messages.save_message(started.office, asked(started, text="路灯坏了，请尽快修。" * 300 + "到此为止")).value
    filled = fill_message_sheet(started.office, saved.id)
    assert filled.pages > 1
    assert "到此为止" in text_of(filled.pdf)


def test_the_ledger_of_a_quarter_goes_over_as_many_pages_as_it_takes(started: Started) -> None:
    for number in range(40):
        messages.save_message(started.office, asked(started, nickname=f"网民{number:02}", text="路灯坏了。" * 12))
    messages.save_message(
        started.office,
        asked(started, nickname="去年的", received_on=date(2025, 11, 16), replied_on=date(2026, 9, 30), reply="已修。"),
    )
    filled = fill_reply_ledger(started.office, date(2026, 10, 1), date(2026, 12, 31))
    pdf, text = filled.pdf, text_of(filled.pdf)
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert [number for number in range(40) if f"网民{number:02}" not in text] == []
    assert "去年的" not in text
    assert pages > 2
    assert f"第{pages}页，共{pages}页" in text
    assert "续页" not in text
    word = docx.Document(io.BytesIO(word_of(filled)))
    assert any("共40项" in cell.text for table in word.tables for cell in table.rows[0].cells)
    assert sum("网民" in "".join(cell.text for cell in row.cells) for row in word.tables[1].rows) == 40


def test_what_was_open_when_the_period_began_stands_in_its_ledger(started: Started) -> None:
    before = {"received_on": date(2026, 9, 25), "reply": "已修。"}
    for name, changes in {
        "还没有答复的": {"received_on": date(2026, 9, 25)},
        "后来才答复的": {**before, "replied_on": date(2026, 11, 20)},
        "早已答复的": {**before, "replied_on": date(2026, 9, 30)},
    }.items():
        messages.save_message(started.office, asked(started, nickname=name, **changes))
    text = text_of(fill_reply_ledger(started.office, date(2026, 10, 1), date(2026, 12, 31)).pdf)
    assert "还没有答复的" in text
    assert "后来才答复的" in text
    assert "早已答复的" not in text
    assert "是否超期按收到留言时的期限计算" in text


def test_an_empty_ledger_is_one_page(started: Started) -> None:
    pdf = fill_reply_ledger(started.office, date(2026, 10, 1), date(2026, 12, 31)).pdf
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
    assert "共0条" in text_of(pdf)


def test_the_table_holds_every_text_in_full(started: Started) -> None:
    long = "路灯坏了。" * 200
    messages.save_message(started.office, asked(started, text=long))
    content = xlsx([reply_ledger_table(messages.list_messages(started.office))])
    headings, row = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert row[headings.index("内容")] == long


def test_ready_texts_are_the_units_own_and_the_shipped_ones_are_not_kept_twice(started: Started) -> None:
    shipped = own_lists.shipped_snippets()
    own_lists.save_snippets(started.office, [*shipped, ReplySnippet(title="停水", text="见公告。")])
    assert own_lists.read_snippets(started.office)[-1].title == "停水"
    own_lists.save_snippets(started.office, shipped)
    with started.office.register.read() as reader:
        assert reader.settings().reply_snippets is None
    with pytest.raises(InputError, match="没有写完"):
        own_lists.save_snippets(started.office, [ReplySnippet(title="停水", text="")])
