"""A value of a district's file as the model's type wants it; one of another type is refused in words."""

import types
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, TypeGuard, Union, get_args, get_origin, get_type_hints

from pmedia_desktop.paper.declared_table import one_among
from pmedia_desktop.texts import translate

_CONTEXT = "services.profile_values"


class WrongValue(ValueError):
    """What is wrong with a value, as it stands in a sentence behind its name."""


def value_of(hint: Any, value: Any) -> Any:
    """Return a value of TOML as one of type ``hint``; raises ``WrongValue``."""
    if _is_optional(hint):
        return value_of(next(part for part in get_args(hint) if part is not type(None)), value)
    if get_origin(hint) is tuple:
        return _tuple_of(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record_of(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        codes = [str(code.value) for code in hint]
        if value not in codes:
            raise WrongValue(one_among(codes).removesuffix("。"))
        return hint(value)
    if type(value) is not hint:  # True is an int for Python, and none for people
        raise WrongValue(_wanted(hint))
    return value


def _wanted(hint: type) -> str:
    if hint is bool:
        return translate(_CONTEXT, "只能是 true 或 false")
    if hint is int:
        return translate(_CONTEXT, "应是整数")
    return translate(_CONTEXT, "应是用引号括起的文字")


def _tuple_of(parts: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise WrongValue(translate(_CONTEXT, "应是一个列表，写作 [ … ]"))
    if len(parts) == 2 and parts[1] is ...:
        for item in value:
            if isinstance(item, str) and value.count(item) > 1:
                raise WrongValue(translate(_CONTEXT, "里“{item}”写了两遍").format(item=item))
        return tuple(value_of(parts[0], item) for item in value)
    if len(parts) != len(value):
        raise WrongValue(translate(_CONTEXT, "应是{count}个一组").format(count=len(parts)))
    return tuple(value_of(part, item) for part, item in zip(parts, value, strict=True))


def _record_of(hint: type, value: Any) -> Any:
    if not isinstance(value, dict):
        raise WrongValue(translate(_CONTEXT, "应是 { … } 写的一组"))
    hints = get_type_hints(hint)
    for name in value:
        if name not in hints:
            allowed = translate(_CONTEXT, "、").join(hints)
            raise WrongValue(translate(_CONTEXT, "没有“{name}”，可用的是 {allowed}").format(name=name, allowed=allowed))
    found = {name: value_of(hints[name], item) for name, item in value.items()}
    for field in fields(hint):
        if field.name not in found and field.default is MISSING:
            if not _is_optional(hints[field.name]):
                raise WrongValue(translate(_CONTEXT, "缺少“{name}”").format(name=field.name))
            found[field.name] = None  # TOML has no word for nothing
    return hint(**found)


def _is_optional(hint: Any) -> TypeGuard[Any]:
    return get_origin(hint) in (Union, types.UnionType)
