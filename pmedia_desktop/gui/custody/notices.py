"""What stands above the custody table: what the unit still has to settle before its passwords are safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.cards import Card
from pmedia_desktop.gui.custody.terminal_dialog import confirm_this_computer
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.custody.records import CustodyOverview

_CONTEXT = "gui.custody.notices"


def notices(desk: Desk, owner: QWidget, overview: CustodyOverview) -> list[QWidget]:
    """Return the notices that apply now, the most pressing first."""
    keeping = [row.credential for row in overview.rows if row.credential.is_active and row.credential.keeps_secret]
    found: list[QWidget] = []
    if desk.safe.trouble:
        found.append(
            _notice(
                translate(_CONTEXT, "存着的密码有需要处理的地方"),
                desk.safe.trouble,
                (translate(_CONTEXT, "再试一次"), desk.safe.reconcile),
                translate(_CONTEXT, "须处理"),
            )
        )
    if keeping and not overview.keys:
        holders = frozenset(credential.holder_id for credential in keeping if credential.holder_id is not None)
        found.append(
            _notice(
                translate(_CONTEXT, "还没有人设置开锁口令"),
                translate(_CONTEXT, "保管人先设置自己的开锁口令，密码才能存进来。"),
                (
                    translate(_CONTEXT, "设置开锁口令…"),
                    lambda: with_open_safe(desk, owner, lambda: None, whose=holders),
                ),
            )
        )
    if keeping and overview.terminal is None:
        found.append(
            _notice(
                translate(_CONTEXT, "本机还不是登记过的登录终端"),
                translate(_CONTEXT, "账号只能在单位自己的设备上使用（第十五条）。登记以前，这台电脑上不能查看密码。"),
                (translate(_CONTEXT, "登记本机…"), lambda: confirm_this_computer(desk, owner)),
            )
        )
    envelope = _envelope(desk, overview)
    if envelope is not None:
        found.append(envelope)
    return found


def _envelope(desk: Desk, overview: CustodyOverview) -> QWidget | None:
    standing = overview.envelope
    if standing.key is None or standing.is_put_away:
        return None
    if standing.key.state is RecoveryState.PRINTED:
        title = translate(_CONTEXT, "密封件印好了，还没有核对封存")
        button = translate(_CONTEXT, "去核对")
    else:
        title = translate(_CONTEXT, "密封件还没有打印")
        button = translate(_CONTEXT, "去打印")
    said = translate(_CONTEXT, "保管人忘记口令或突然离开时，全靠密封件取回密码。请最迟在{day}办好。")
    day = chinese_date(standing.print_by) if standing.print_by is not None else translate(_CONTEXT, "今天")
    return _notice(title, said.format(day=day), (button, lambda: desk.go(Place("envelope"))))


def _notice(title: str, text: str, button: tuple[str, Callable[[], None]], tag: str = "") -> Card:
    return Card(
        title,
        [(text, "")],
        tag=(tag or translate(_CONTEXT, "待办"), Tone.DANGER if tag else Tone.WARNING),
        button=button,
        role="caution",
    )
