"""The platform table: ``resources/platforms.toml`` and what a unit adds to it in a file of its own.

A unit's file is checked when it is loaded; an error names the file, the place and what is allowed there.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.model.account import Platform
from pmedia_desktop.texts import translate

_TEXTS = ("code", "name", "national_name", "id_label")
_SWITCHES = ("is_wechat_official", "is_application", "needs_detail", "freezes_on_cancellation")
_CODE = re.compile(r"[a-z][a-z0-9_]*")


def load_platforms(extra: Path | None = None) -> tuple[Platform, ...]:
    """Return the shipped platforms, then those of the unit's own file ``extra``.

    Raises ``InputError`` when the file is wrong (which file, which key, what is allowed) and
    ``EnvironmentProblem`` when it cannot be read.
    """
    shipped, national_names = _shipped()
    if extra is None:
        return shipped
    content = _read(extra)
    _refuse_unknown_keys(extra, translate("model.platforms", "文件开头"), content, ("platform",))
    return shipped + _platforms(extra, content, national_names, taken={platform.code for platform in shipped})


@cache
def _shipped() -> tuple[tuple[Platform, ...], tuple[str, ...]]:
    path = data_path("resources", "platforms.toml")
    content = _read(path)
    national_names = tuple(str(name) for name in content["national_names"])
    return _platforms(path, content, national_names, taken=set()), national_names


def _read(path: Path) -> dict[str, Any]:
    try:
        # Windows Notepad puts a byte order mark in front.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EnvironmentProblem(
            translate("model.platforms", "平台表“{file}”读不出来（{why}），").format(file=path, why=reason_of(error)),
            translate("model.platforms", "请检查文件是否存在、是否被其他程序占用。"),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            translate("model.platforms", "平台表“{file}”不是UTF-8编码，").format(file=path.name),
            translate("model.platforms", "请在记事本中另存为UTF-8编码。"),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            translate("model.platforms", "平台表“{file}”的写法有误（{where}），").format(
                file=path.name, where=_where(str(error))
            ),
            translate("model.platforms", '每个平台以 [[platform]] 开头，下面每行写成 键 = "值"。'),
        ) from error


def _where(message: str) -> str:
    line = re.search(r"line (\d+)", message)
    if line is None:
        return translate("model.platforms", "文件末尾")
    return translate("model.platforms", "第{line}行").format(line=line.group(1))


def _platforms(
    path: Path, content: Mapping[str, object], national_names: tuple[str, ...], taken: set[str]
) -> tuple[Platform, ...]:
    entries = content.get("platform", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(
            translate("model.platforms", "平台表“{file}”中的platform不是列表，").format(file=path.name),
            translate("model.platforms", "每个平台请以 [[platform]] 开头（两层方括号）。"),
        )
    platforms: list[Platform] = []
    for number, entry in enumerate(entries, 1):
        place = translate("model.platforms", "第{number}个平台").format(number=number)
        platform = _platform(path, place, entry)
        _refuse_bad_values(path, place, platform, national_names, taken | {known.code for known in platforms})
        platforms.append(platform)
    return tuple(platforms)


def _platform(path: Path, place: str, entry: Mapping[str, object]) -> Platform:
    _refuse_unknown_keys(path, place, entry, _TEXTS + _SWITCHES)
    texts: dict[str, str] = {}
    for key in _TEXTS:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise _wrong(path, place, key, translate("model.platforms", "须填写，为一段文字"))
        texts[key] = value.strip()
    switches: dict[str, bool] = {}
    for key in _SWITCHES:
        value = entry.get(key, False)
        if not isinstance(value, bool):
            raise _wrong(path, place, key, translate("model.platforms", "只能是true或false（不加引号）"))
        switches[key] = value
    return Platform(
        code=texts["code"],
        name=texts["name"],
        national_name=texts["national_name"],
        id_label=texts["id_label"],
        is_wechat_official=switches["is_wechat_official"],
        is_application=switches["is_application"],
        needs_detail=switches["needs_detail"],
        freezes_on_cancellation=switches["freezes_on_cancellation"],
    )


def _refuse_bad_values(
    path: Path, place: str, platform: Platform, national_names: tuple[str, ...], taken: set[str]
) -> None:
    if not _CODE.fullmatch(platform.code):
        raise _wrong(
            path,
            place,
            "code",
            translate("model.platforms", "只能用小写字母、数字和下划线，以字母开头，例如my_platform"),
        )
    if platform.code in taken:
        raise _wrong(
            path,
            place,
            "code",
            translate("model.platforms", "“{code}”已经有了，请换一个").format(code=platform.code),
        )
    if platform.national_name not in national_names:
        allowed = translate("model.platforms", "、").join(national_names)
        raise _wrong(
            path, place, "national_name", translate("model.platforms", "只能是：{allowed}").format(allowed=allowed)
        )


def _refuse_unknown_keys(path: Path, place: str, entry: Mapping[str, object], allowed: tuple[str, ...]) -> None:
    for key in entry:
        if key not in allowed:
            names = translate("model.platforms", "、").join(allowed)
            raise _wrong(
                path, place, key, translate("model.platforms", "没有这个键，可用的键是：{keys}").format(keys=names)
            )


def _wrong(path: Path, place: str, key: str, allowed: str) -> InputError:
    return InputError(
        translate("model.platforms", "平台表“{file}”{place}的“{key}”：{allowed}。").format(
            file=path.name, place=place, key=key, allowed=allowed
        )
    )
