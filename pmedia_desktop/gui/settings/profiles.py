"""载入区县规定: choose a profile, see what it changes, load it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.profile_files import Profile
    from pmedia_desktop.services.profiles import ProfileChange

_CONTEXT = "gui.settings.profiles"
_FILE = "file"


def offer_profiles(desk: Desk, owner: QWidget) -> None:
    """Lead through it; nothing changes before the changes were shown and confirmed."""

    def choose(profiles: tuple[Profile, ...]) -> None:
        choices = [Choice(str(number), profile.name) for number, profile in enumerate(profiles)]
        answer = desk.dialogs.ask(
            translate(_CONTEXT, "载入哪个区县的规定？"),
            translate(_CONTEXT, "期限、备案机关、审批方式和适用的检查一次换上；载入前先列出会改什么。"),
            [*choices, Choice(_FILE, translate(_CONTEXT, "从文件…"))],
        )
        if answer == _FILE:
            path = desk.dialogs.open_file(translate(_CONTEXT, "选择区县规定"), translate(_CONTEXT, "区县规定 (*.toml)"))
            if path is not None:
                desk.read(
                    owner, lambda office: _looked_at(office, _read(path)), lambda seen: _confirm(desk, owner, seen)
                )
        elif answer:
            profile = profiles[int(answer)]
            desk.read(owner, lambda office: _looked_at(office, profile), lambda seen: _confirm(desk, owner, seen))

    desk.read(owner, lambda _office: _shipped(), choose)


def _confirm(desk: Desk, owner: QWidget, seen: tuple[Profile, tuple[ProfileChange, ...]]) -> None:
    profile, changes = seen
    if not changes:
        desk.dialogs.tell(translate(_CONTEXT, "没有要改的"), translate(_CONTEXT, "现在的设置就是这样。"))
        return
    lines = [
        translate(_CONTEXT, "{label}：{before} → {after}").format(label=c.label, before=c.before, after=c.after)
        for c in changes
    ]
    title = translate(_CONTEXT, "载入“{name}”？").format(name=profile.name)
    if desk.dialogs.confirm(title, "\n".join(lines), translate(_CONTEXT, "载入")):

        def load(office: Office) -> Outcome[Profile]:
            from pmedia_desktop.services.profiles import load_profile

            return load_profile(office, profile)

        desk.change(owner, load, lambda _done: desk.say(translate(_CONTEXT, "已载入区县规定")))


def _shipped() -> tuple[Profile, ...]:
    from pmedia_desktop.services.profile_files import shipped_profiles

    return shipped_profiles()


def _read(path: Path) -> Profile:
    from pmedia_desktop.services.profile_files import read_profile

    return read_profile(path)


def _looked_at(office: Office, profile: Profile) -> tuple[Profile, tuple[ProfileChange, ...]]:
    from pmedia_desktop.services.profiles import profile_changes

    return profile, profile_changes(office, profile)
