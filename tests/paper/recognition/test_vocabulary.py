"""What labels mean."""

import pytest

from pmedia_desktop.paper.recognition.vocabulary import asks_for_seal, known_fields, meaning, plain


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("单 位　名 称", "单位名称"),
        ("单位名称（盖章）", "单位名称"),
        ("1．单位名称：", "单位名称"),
        ("三、账号\n名称*", "账号名称"),
        ("ＩＤ", "ID"),
        ("（盖章）", "(盖章)"),
    ],
)
def test_a_label_is_read_without_what_dresses_it(label, words):
    assert plain(label) == words


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("主办单位（全称）", "unit.full_name"),
        ("分管领导电话", "deputy.phone"),
        ("账号管理员的手机号码", "holder.mobile_phone"),
        ("政务新媒体账号名称", "account.name"),
        ("拟开设政务新媒体名称", "account.name"),
        ("联系人及\n联系电话", "filing.preparer_contact"),
        ("账号管理员姓名、电话", "holder.contact"),
        ("账号名称及ID", "account.name_and_id"),
        ("是否已在账号发布关停公告", "filing.publicly_announced"),
        ("民族", ""),
    ],
)
def test_a_label_names_a_field(label, source):
    assert meaning(label).source == source


def test_a_person_alone_and_a_detail_alone_are_told_apart():
    assert (meaning("分管负责人").part, meaning("联系电话").detail) == ("deputy", "phone")


def test_an_opinion_asks_for_a_seal_but_a_name_with_seal_asks_for_the_name():
    assert asks_for_seal("备案机关意见")
    assert not asks_for_seal("单位名称（盖章）")


def test_every_field_has_words_and_a_sample_to_look_at():
    for field in known_fields().values():
        assert field.label
        assert field.sample is not None or field.source == "account.homepage_qr"
