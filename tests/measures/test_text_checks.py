"""What a text shows by itself, and at which characters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.measures.text_checks.checking import TextChecks
from pmedia_desktop.measures.text_checks.numbers import is_identity_number, passes_luhn
from pmedia_desktop.measures.text_checks.wording import Circumstances
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Severity, TextFinding
from pmedia_desktop.model.publication import Origin, Publication
from pmedia_desktop.model.shipped_terms import lists_in_force
from pmedia_desktop.model.term_list import TermKind, TermList

#: A Saturday.
ON = date(2026, 11, 28)
#: Made up; its check digit fits.
IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"


def checked(text: str, *lists: TermList, about: Circumstances | None = None) -> list[TextFinding]:
    checks = TextChecks(lists_in_force(lists))
    return checks.of_text(text, ON, about or Circumstances(), Subject(SubjectKind.PUBLICATION), "text")


def found(text: str, *lists: TermList, about: Circumstances | None = None) -> list[tuple[str, str]]:
    """Return rule and words of each finding; every place is where its words are."""
    findings = checked(text, *lists, about=about)
    assert all(text[one.start : one.end] == one.text for one in findings)
    return [(one.rule.removeprefix("text."), one.text) for one in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证号{IDENTITY}。", [("identity_number", IDENTITY)]),
        (
            "身份证号１１０１０５１９４９１２３１００２Ｘ。",
            [("identity_number", "１１０１０５１９４９１２３１００２Ｘ")],
        ),
        ("身份证号110105 19491231 002x。", [("identity_number", "110105 19491231 002x")]),
        ("身份证号110105194912310021。", []),  # the check digit does not fit
        ("身份证号110105********002X。", []),
        ("身份证号11010519490231002X。", []),  # no such day of birth
        ("电话13912345678。", [("mobile_number", "13912345678")]),
        ("电话139-1234-5678。", [("mobile_number", "139-1234-5678")]),
        ("电话+86 13912345678。", [("mobile_number", "+86 13912345678")]),
        ("电话139****5678。", []),
        # Other figures beside a number do not hide it.
        ("张三13912345678 2026年", [("mobile_number", "13912345678")]),
        ("电话：13912345678 028-37600001", [("mobile_number", "13912345678")]),
        ("2026-11-23 139 1234 5678-18时", [("mobile_number", "139 1234 5678")]),
        ("13912345678 13800000001", [("mobile_number", "13912345678"), ("mobile_number", "13800000001")]),
        (f"1组 {IDENTITY} 13912345678", [("identity_number", IDENTITY), ("mobile_number", "13912345678")]),
        ("0086 139.1234.5678", [("mobile_number", "139.1234.5678")]),
        ("Tel13912345678，139—1234—5678", [("mobile_number", "13912345678"), ("mobile_number", "139—1234—5678")]),
        ("1.3912345678万，192.168.100.100", []),
        ("值班电话028-37600001。", []),
        (f"卡号{CARD}。", [("bank_card", CARD)]),
        ("卡号6222021234567890129。", []),  # Luhn does not fit
        ("见https://weibo.com/u/13912345678的内容", []),
        ("https://e.cn/list?id=13912345678&page=2", []),
        ("https://e.cn/ask?phone=13912345678&page=2", [("mobile_number", "13912345678")]),
        ("见https://e.cn/11010519491231002X。", [("identity_number", "11010519491231002X")]),
        (
            "13812345678见http://e.cn/?Tel=%2B8613912345678",
            [("mobile_number", "13812345678"), ("mobile_number", "%2B8613912345678")],
        ),
        ("统一社会信用代码11511422MB0000001N", []),
    ],
)
def test_a_persons_numbers_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_identity_and_card_numbers_are_errors_a_mobile_number_may_be_meant_to_be_public() -> None:
    severities = [one.severity for one in checked(f"{IDENTITY}，{CARD}，13912345678")]
    assert severities == [Severity.ERROR, Severity.ERROR, Severity.WARNING]


@given(st.integers(min_value=0, max_value=9), st.integers(min_value=6, max_value=17))
def test_one_wrong_digit_spoils_an_identity_number(digit: int, place: int) -> None:
    spoiled = IDENTITY[:place] + str(digit) + IDENTITY[place + 1 :]
    assert not is_identity_number(spoiled) or spoiled == IDENTITY


@given(st.text(alphabet="0123456789", min_size=15, max_size=18))
def test_exactly_one_last_digit_fits_a_card_number(digits: str) -> None:
    assert sum(passes_luhn(digits + last) for last in "0123456789") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2月30日", [("impossible_date", "2月30日")]),
        ("2026年2月29日", [("impossible_date", "2026年2月29日")]),
        ("2028年2月29日", []),
        ("2月29日", []),  # some year has one
        ("二〇二六年六月三十一日", [("impossible_date", "二〇二六年六月三十一日")]),
        ("13月1日", [("impossible_date", "13月1日")]),
        ("2026-02-30", [("impossible_date", "2026-02-30")]),
        ("２月３０日", [("impossible_date", "２月３０日")]),
        ("11月28日（星期六）", []),
        ("11月28日（周日）", [("wrong_weekday", "11月28日（周日")]),
        ("2026年11月28日星期五", [("wrong_weekday", "2026年11月28日星期五")]),
        ("2027年1月3日，星期天", []),
        ("每年5月1日周年纪念", []),
        ("11月28日是周日", [("wrong_weekday", "11月28日是周日")]),
        ("周日（11月28日）", [("wrong_weekday", "周日（11月28日")]),
        ("11月28日上午（星期日）", [("wrong_weekday", "11月28日上午（星期日")]),
        ("周六（11月28日）、11月28日为星期六、11月28日下午 周六", []),
        ("周一至周五（11月23日至27日）", []),
        ("2026年春节(2月17日 星期二)", []),
        ("2026年12月31日（星期四）、1月1日（星期五）", []),
        ("2025年、2026年春节(2月17日 星期二)", []),
        ("2026年春节(2月17日 星期五)", [("wrong_weekday", "2月17日 星期五")]),
        ("第11月28日报", []),
        ("版本2026.2.30.1", []),
    ],
)
def test_impossible_days_and_wrong_weekdays_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_day_without_its_year_is_that_of_the_nearest_year() -> None:
    assert found("1月3日（星期日）") == []  # 2027
    (finding,) = checked("1月3日（星期六）")
    assert "2027年" in finding.remedy


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_real_day_with_its_weekday_passes(day: date) -> None:
    weekday = "一二三四五六日"[day.weekday()]
    assert found(f"{day.year}年{day.month}月{day.day}日（星期{weekday}）") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好。”", []),
        ("他说：“好。", ["“"]),
        ("他说：好。”", ["”"]),
        ("《通知》见附件（一）", []),
        ("《通知见附件", ["《"]),
        ("“他说‘好。”", ["‘"]),
        ("1）报名；2）缴费。", []),
        ("（见附件)", []),
        ("it’s fine", []),
        ("“第一段。\n“第二段。”", []),
        ("“里面又有“引号。”", ["“"]),
        ('他说:"你好', ['"']),
        ('他说:"你好"\n5.5"的屏，"一"和"二"', []),
        ('"一"。\n他说:"二\n"三"', ['"']),
    ],
)
def test_marks_that_do_not_pair(text: str, expected: list[str]) -> None:
    assert [words for rule, words in found(text) if rule == "unpaired_mark"] == expected


def test_wrong_words_say_the_right_one() -> None:
    (finding,) = checked("领导坐阵指挥")
    assert (finding.start, finding.end, finding.text) == (2, 4, "坐阵")
    assert "坐镇" in finding.message


def test_a_right_phrase_that_holds_a_wrong_word_is_no_fault() -> None:
    words = TermList(kind=TermKind.WRONG_WORDS, content="报怨=抱怨\n以德报怨=以德报怨")
    assert found("以德报怨", words) == []
    assert found("群众报怨", words) == [("wrong_word", "报怨")]


def test_the_units_own_list_takes_the_place_of_the_shipped_one() -> None:
    own = TermList(kind=TermKind.WRONG_WORDS, content="# 我们的\n某某词=某词")
    assert found("坐阵，某某词", own) == [("wrong_word", "某某词")]


def test_sensitive_words_are_the_units_own_only() -> None:
    assert all(not one.content for one in lists_in_force(()) if one.kind is TermKind.SENSITIVE)
    own = TermList(kind=TermKind.SENSITIVE, content="拆迁\n信访=先报分管领导")
    messages = [one.message for one in checked("拆迁和信访", own)]
    assert messages == ["“拆迁”在本单位的敏感词表中。", "“信访”在本单位的敏感词表中：先报分管领导。"]


def test_advertising_and_bait_have_each_their_source() -> None:
    for words in ("关注公众号领红包", "点赞抽奖", "转发领奖品"):
        assert [one.rule for one in checked(f"即日起{words}")] == ["text.follower_bait"], words
    assert checked("请关注本镇公众号，及时领取缴费票据；要求转发领导批示至各村组，点赞领导干部作风。") == []
    advertising, bait = checked("厂家直销，扫码领红包")
    assert (advertising.article, bait.article) == ("国办发〔2018〕123号", "第十四条")


def test_matters_that_need_authority_are_found_in_originals_only() -> None:
    lists = (
        TermList(kind=TermKind.LEADERS, content="区委书记"),
        TermList(kind=TermKind.WHOLE_DISTRICT, content="全区经济运行"),
        TermList(kind=TermKind.BEYOND_REMIT, content="疫情通报"),
        TermList(kind=TermKind.OTHER_UNITS, content="区水利局"),
    )
    text = "区委书记调研全区经济运行，疫情通报，区水利局参加。"
    rules = ["district_leader", "whole_district", "beyond_remit", "other_unit"]
    assert [rule for rule, _ in found(text, *lists)] == rules
    allowed = Circumstances(has_authority=True, others_agreed=True)
    assert [rule for rule, _ in found(text, *lists, about=allowed)] == ["beyond_remit"]
    assert found(text, *lists, about=Circumstances(is_original=False)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("眉山市彭山区人民政府", []),
        ("眉山市彭山区人们政府", [("almost_a_name", "眉山市彭山区人们政府")]),
        ("眉山市彭山人民政府", [("almost_a_name", "眉山市彭山人民政府")]),
        ("眉山市彭山区人民政府办公室", []),
        ("镇长王䶮到村", []),
        ("书记王䶮到村", [("other_post", "书记王䶮")]),
        ("王䶮镇长", []),
        ("王䶮同志局长", [("other_post", "王䶮同志局长")]),
        ("区府办通知", [("wrong_name", "区府办")]),
    ],
)
def test_names_against_the_units_list(text: str, expected: list[tuple[str, str]]) -> None:
    names = TermList(
        kind=TermKind.NAMES,
        content="眉山市彭山区人民政府\n眉山市彭山区人民政府办公室\n王䶮：镇长、党委副书记\n区府办=区政府办公室",
    )
    assert found(text, names) == expected


def test_a_source_that_a_text_names_must_be_on_the_list() -> None:
    assert found("正文。\n来源：四川日报") == []
    assert found("正文。\n来源：某某自媒体") == [("source_unlisted", "某某自媒体")]
    assert found("收入来源，今年产量喜人。\n来源：某某自媒体") == [("source_unlisted", "某某自媒体")]
    both = [("source_unlisted", "甲号"), ("source_unlisted", "乙号")]
    assert found("（转自甲号）\n信息来源: 乙号 编辑：张三\n稿源：新华社，四川日报") == both
    both = [("source_unlisted", "某某号"), ("source_unlisted", "别家号")]
    assert found("本文转载自“某某号”。\n（来源　别家号）") == both


@pytest.mark.parametrize(
    "text",
    [
        "主要收入来源：种植业和养殖业。",
        "来源不明的食品不要买。",
        "来源于群众，服务于群众。",
        "查明火灾来源，排除隐患。",
        "他转自地方单位。",
        "来源：\n编辑：张三",
    ],
)
def test_an_ordinary_sentence_about_where_something_comes_from_names_no_source(text: str) -> None:
    assert found(text) == []


def reprint(**fields: str) -> Publication:
    return Publication(title="提示", origin=Origin.REPRINT, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (reprint(), ["text.source_missing", "text.source_link_missing"]),
        (reprint(source="某某号", source_link="https://example.com/1"), ["text.source_unlisted"]),
        (reprint(source="四川日报", source_link="https://example.com/1"), []),
        (reprint(source="新华社、四川日报", source_link="x.cn"), []),
        (reprint(source="区政府网站", source_link="http://www.scps.gov.cn/1.html"), []),
        (reprint(source="假政府", source_link="http://www.fakegov.cn/1.html"), ["text.source_unlisted"]),
        (reprint(source="四川日报", source_link="https://e.cn", text="来源：某某号"), []),
        (Publication(title="提示"), []),
    ],
)
def test_where_a_reprint_comes_from(item: Publication, expected: list[str]) -> None:
    checks = TextChecks(lists_in_force(()))
    assert [one.rule for one in checks.of_item(item, ON)] == expected


def test_findings_of_title_and_text_name_their_field() -> None:
    item = Publication(title="坐阵", text="𬱖坐阵")
    places = [(one.field, one.start, one.end) for one in TextChecks(lists_in_force(())).of_item(item, ON)]
    assert places == [("title", 0, 2), ("text", 1, 3)]


@given(st.text(alphabet="一二三月日年（）“”《》来源：1392Xx -/.\n甲", max_size=120))
def test_no_text_upsets_the_checks_and_every_place_is_inside(text: str) -> None:
    names = TermList(kind=TermKind.NAMES, content="眉山市彭山区人民政府\n甲：书记")
    for finding in checked(text, names):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


def test_overlapping_words_of_one_list_count_once_of_two_lists_twice() -> None:
    lists = (
        TermList(kind=TermKind.SENSITIVE, content="征地\n征地拆迁"),
        TermList(kind=TermKind.BEYOND_REMIT, content="拆迁"),
    )
    assert found("征地拆迁", *lists) == [("sensitive_word", "征地拆迁"), ("beyond_remit", "拆迁")]


def test_the_shipped_lists_say_what_they_are() -> None:
    shipped = [one for one in lists_in_force(()) if one.content]
    assert {one.kind for one in shipped} == {TermKind.SOURCES, TermKind.WRONG_WORDS, TermKind.ADVERTISING}
    assert all(one.dated_on and "不保证完整" in one.origin for one in shipped)
