"""What a platform's cell means: a name in use, a name with more words around, several, or nothing that can be told."""

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.platforms import load_platforms
from pmedia_desktop.services.importing.platform_names import PlatformNames, platform_names


@pytest.fixture(scope="module")
def names() -> PlatformNames:
    return platform_names(load_platforms())


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("wechat_official", "腾讯微信公众号 微信公众平台订阅号 政务微信公众号（服务号） 示例镇微信公众号 微信公众平台"),
        ("wechat_video", "腾讯微信视频号 官方视频号"),
        ("weibo", "新浪官方微博 新浪网微博 官方认证微博 示例镇官方微博"),
        ("douyin", "抖音短视频 抖音短视频平台 抖音APP 官方抖音号 抖音政务号（蓝V）"),
        ("toutiao", "今日头条APP 字节跳动今日头条"),
        ("kuaishou", "快手短视频APP"),
        ("people_daily", "人民日报客户端 人民日报人民号"),
        ("tieba", "百度贴吧官方吧"),
    ],
)
def test_a_name_in_use_is_known_within_a_longer_one(names: PlatformNames, code: str, texts: str) -> None:
    assert {text: names.read_each(text) for text in texts.split()} == {text: [(code, "")] for text in texts.split()}


@pytest.mark.parametrize(
    "text", ["腾讯微博", "企业微信", "川观新闻客户端", "新浪博客", "QQ公众号", "学习强国号", "微信短视频"]
)
def test_another_platform_is_not_taken_for_one_whose_name_it_holds(names: PlatformNames, text: str) -> None:
    with pytest.raises(InputError, match="不认识平台"):
        names.read_each(text)


def test_a_name_that_may_mean_two_platforms_is_asked_about(names: PlatformNames) -> None:
    with pytest.raises(InputError, match="分不清是抖音还是小程序，请写明是哪一个"):
        names.read_each("抖音小程序")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("腾讯微信公众号、抖音短视频平台", ["wechat_official", "douyin"]),
        ("腾讯 微信公众号", ["wechat_official"]),
        ("新浪微博 今日头条", ["weibo", "toutiao"]),
        ("微信订阅号、微信服务号", ["wechat_official", "wechat_official"]),
        ("微信、视频号", ["wechat_official", "wechat_video"]),
        ("微信/小程序", ["wechat_official", "mini_program"]),
        ("微信和视频号", ["wechat_official", "wechat_video"]),
        ("微信 视频号", ["wechat_video"]),
    ],
)
def test_each_platform_of_a_cell_is_found(names: PlatformNames, text: str, codes: list[str]) -> None:
    assert [code for code, _detail in names.read_each(text)] == codes


def test_what_is_not_known_beside_a_platform_is_not_dropped(names: PlatformNames) -> None:
    with pytest.raises(InputError, match="川观号"):
        names.read_each("抖音 川观号")


def test_a_longer_name_of_a_mini_program_is_its_detail(names: PlatformNames) -> None:
    assert names.read_each("百度智能小程序") == [("mini_program", "百度智能小程序")]
