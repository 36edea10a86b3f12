"""What the first start says when it can't go on."""

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "gui.first_start_problems"


def unnamed() -> InputError:
    """Return what to say when the unit has no name yet."""
    return InputError(
        translate(_CONTEXT, "还没有填写单位全称，"),
        translate(_CONTEXT, "请填写与公章一致的全称。"),
        field="full_name",
    )


def without_principal() -> InputError:
    """Return what to say when nobody is named as principal."""
    return InputError(
        translate(_CONTEXT, "还没有填写单位主要领导的姓名，"),
        translate(_CONTEXT, "第十二条要求明确第一责任人，请填写。"),
        field="principal_name",
    )


def without_clerk() -> InputError:
    """Return what to say when the user has not said who they are."""
    return InputError(
        translate(_CONTEXT, "还没有填写您的姓名，"),
        translate(_CONTEXT, "备案表上的填表人要用，请填写。"),
        field="clerk_name",
    )
