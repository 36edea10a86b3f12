from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.account import Platform
from pmedia_desktop.model.platforms import load_platforms

RIGHT = '[[platform]]\ncode = "dingtalk"\nname = "钉钉号"\nnational_name = "其他"\nid_label = "钉钉号ID"\n'


def by_code(extra: Path | None = None) -> dict[str, Platform]:
    return {platform.code: platform for platform in load_platforms(extra)}


def test_the_table_holds_every_kind_of_the_national_system() -> None:
    national = {platform.national_name for platform in load_platforms()}
    assert len(national) == 24
    assert {"微信公众号", "新浪微博", "微信视频号", "小红书", "哔哩哔哩", "百度贴吧", "微视频", "其他"} <= national


def test_only_the_wechat_official_account_falls_under_article_5() -> None:
    assert [p.code for p in load_platforms() if p.is_wechat_official] == ["wechat_official"]


def test_apps_and_mini_programs_are_applications() -> None:
    assert {p.code for p in load_platforms() if p.is_application} == {"app", "mini_program", "quick_app"}


def test_mini_programs_and_other_kinds_need_a_name_of_their_own() -> None:
    assert {p.code for p in load_platforms() if p.needs_detail} == {"mini_program", "quick_app", "other"}


def test_identifiers_are_called_as_the_platform_calls_them() -> None:
    labels = {code: platform.id_label for code, platform in by_code().items()}
    assert (labels["wechat_official"], labels["weibo"], labels["douyin"]) == ("微信号", "UID", "抖音号")


def test_a_unit_adds_its_own_platform(tmp_path: Path) -> None:
    own = tmp_path / "platforms.toml"
    own.write_text(RIGHT, encoding="utf-8-sig")
    platforms = by_code(own)
    assert platforms["dingtalk"].name == "钉钉号"
    assert "weibo" in platforms


@pytest.mark.parametrize(
    ("text", "where", "allowed"),
    [
        (RIGHT.replace("其他", "钉钉"), "national_name", "小红书"),
        (RIGHT.replace('name = "钉钉号"\n', "", 1), "“name”", "须填写"),
        (RIGHT.replace("id_label", "label"), "“label”", "id_label"),
        (RIGHT.replace("dingtalk", "weibo"), "“code”", "已经有了"),
        (RIGHT.replace("dingtalk", "钉钉"), "“code”", "小写字母"),
        (RIGHT + 'is_application = "true"\n', "is_application", "true或false"),
        (RIGHT + RIGHT, "第2个平台", "已经有了"),
        (RIGHT.replace("[[platform]]", "[platform]"), "platform", "两层方括号"),
        ('national_names = ["新"]\n' + RIGHT, "national_names", "platform"),
        (RIGHT.replace('"其他"', "其他"), "第4行", "[[platform]]"),
    ],
)
def test_a_wrong_file_is_named_with_the_key_and_what_is_allowed(
    tmp_path: Path, text: str, where: str, allowed: str
) -> None:
    own = tmp_path / "platforms.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_platforms(own)
    assert "platforms.toml" in str(raised.value)
    assert where in str(raised.value)
    assert allowed in str(raised.value)


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    own = tmp_path / "platforms.toml"
    own.write_bytes(RIGHT.encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        load_platforms(own)


def test_a_file_that_cannot_be_read_is_the_surroundings_fault(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="读不出来"):
        load_platforms(tmp_path / "missing.toml")
