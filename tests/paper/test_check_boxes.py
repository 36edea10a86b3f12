"""Which word a check box belongs to, before its words or behind them."""

import pytest

from pmedia_desktop.paper.check_boxes import check_boxes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("□微信公众号 ☐微博", ["微信公众号", "微博"]),
        ("账号类型：□微信公众号、□其他____", ["微信公众号", "其他"]),
        ("□开设　□关停    日期：    年  月", ["开设", "关停"]),
        ("微信公众号□ 微博□\n抖音□", ["微信公众号", "微博", "抖音"]),
        ("是否认证：是□，否□。", ["是", "否"]),
        ("（ ）微信公众号 （　）微博", ["微信公众号", "微博"]),
        ("微信公众号( ) 微博( )", ["微信公众号", "微博"]),
        ("□\n微博", ["微博"]),
        ("○是　○否", ["是", "否"]),
        ("二〇二六年　月　日", []),
        ("联系电话（ ）", []),
        ("（ ）年（ ）月", []),
        ("单位名称（盖章）", []),
    ],
)
def test_a_box_has_the_word_beside_it(text, words):
    boxes = check_boxes(text)
    assert [box.word for box in boxes] == words
    assert all(text[box.start : box.end].strip(" 　□☐○") == "" for box in boxes)
