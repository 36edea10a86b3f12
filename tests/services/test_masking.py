"""An inspection file does not say who wrote to the unit, wherever the register speaks of them."""

from dataclasses import replace
from datetime import date

from pmedia_desktop.measures.text_checks.numbers import mask_numbers, mask_telephone
from pmedia_desktop.model.incident import Sanction
from pmedia_desktop.model.message import Message, MessageChannel
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.inspection_file.masking import masked_snapshot

CALL = Message(
    id=1,
    received_on=date(2026, 11, 10),
    channel=MessageChannel.TELEPHONE,
    nickname="李建国",
    phone="37612345",
    text="我是李建国，请回37612345。",
    reply="李建国同志您好，已经修好。",
    replied_on=date(2026, 11, 11),
)
ORDER = Sanction(id=1, issuer="区政府办", received_on=date(2026, 11, 12), what="李建国投诉未办")


def told(*messages: Message) -> list[tuple[str, str]]:
    shown = masked_snapshot(Snapshot(messages=messages, sanctions=(ORDER,))).messages
    return [(one.text, one.reply) for one in shown]


def test_a_citizen_is_not_known_by_the_texts_and_the_answer() -> None:
    note = replace(CALL, id=2, about_id=1, nickname="", phone="", text="李建国表示满意", reply="")
    other = replace(CALL, id=3, nickname="岷江渔火", phone="", text="和李建国说的一样", reply="岷江渔火您好")
    assert told(CALL, note, other) == [
        ("我是李**，请回****2345。", "李**同志您好，已经修好。"),
        ("李**表示满意", ""),
        ("和李**说的一样", "岷**您好"),
    ]


def test_a_nickname_is_looked_for_as_it_stands_and_spoils_nothing_else() -> None:
    odd = replace(CALL, nickname="A=小王", phone="", text="APP里A=小王说 ABC", reply="")
    other = replace(CALL, id=2, nickname="#小太阳", phone="", text="#小太阳 说 A=A", reply="")
    assert told(odd, other) == [("APP里A**说 ABC", ""), ("#** 说 A=A", "")]


def test_a_nickname_of_spaces_is_nobodys_name() -> None:
    blank = replace(CALL, nickname="  ", phone="", text="路灯 坏了", reply="")
    assert told(blank) == [("路灯 坏了", "")]


def test_orders_and_problems_do_not_name_a_citizen_and_still_say_whose_they_are() -> None:
    known = Snapshot(messages=(CALL, replace(CALL, id=2, nickname="政府办")), sanctions=(ORDER,))
    (order,) = masked_snapshot(known).sanctions
    assert (order.issuer, order.what) == ("区政府办", "李**投诉未办")


def test_what_is_anybodys_name_an_authoritys_or_a_mere_word_stays() -> None:
    plain = replace(CALL, phone="", reply="")
    assert told(
        replace(plain, id=1, nickname="热心网友", text="热心网友问好"),
        replace(plain, id=2, nickname="政府办", text="找政府办"),
        replace(plain, id=3, nickname="小雨", text="我是小雨"),
        replace(plain, id=4, nickname="平安", text="今天有小雨吗"),
    ) == [("热心网友问好", ""), ("找政府办", ""), ("我是小**", ""), ("今天有小雨吗", "")]


def test_masking_keeps_what_identifies_nobody() -> None:
    assert mask_numbers("张13912345678 028-37600001") == "张139****5678 028-37600001"
    assert mask_numbers("电话139-1234-5678") == "电话139****5678"
    assert mask_numbers("电话１３９－１２３４－５６７８") == "电话139****5678"
    assert mask_numbers("身份证11010519491231002X。") == "身份证110105********002X。"
    assert mask_numbers("https://e.cn/?phone=13912345678#a") == "https://e.cn/?phone=139****5678#a"
    assert [mask_telephone(number) for number in ("", "37612345", "0830-2345678", "+86 13912345678", "转")] == [
        "",
        "****2345",
        "0830-****5678",
        "+86139****5678",
        "转",
    ]
    assert mask_numbers("办公电话028-37600001，文号〔2026〕8号") == "办公电话028-37600001，文号〔2026〕8号"
