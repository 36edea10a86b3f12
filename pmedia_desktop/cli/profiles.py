"""``pmedia-desktop profile``: a district's rules as one file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.shared import DONE, open_for, print_json, say
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.profile_files import Profile

_CONTEXT = "cli.profiles"


def add_profiles(command: Any, among: Any) -> None:
    """Add the two commands."""
    command("list", list_them, translate(_CONTEXT, "程序自带的区县规定"), among)
    load = command("load", load_one, translate(_CONTEXT, "载入一份区县规定"), among)
    load.add_argument("profile", metavar="FILE", help=translate(_CONTEXT, "文件，或自带规定的名称"))
    load.add_argument("--dry-run", action="store_true", help=translate(_CONTEXT, "只看会改什么，不载入"))


def list_them(_options: argparse.Namespace) -> int:
    """Print the shipped profiles."""
    from pmedia_desktop.services.profile_files import shipped_profiles

    print_json([{"name": one.name, "basis": one.basis, "authority": one.authority} for one in shipped_profiles()])
    return DONE


def load_one(options: argparse.Namespace) -> int:
    """Say what a profile changes, and unless ``--dry-run`` put it in force."""
    from pmedia_desktop.services.profiles import load_profile, profile_changes

    profile = _named(options.profile)
    with open_for(options) as office:
        changes = profile_changes(office, profile)
        if not options.dry_run:
            load_profile(office, profile)
    lines = [
        translate(_CONTEXT, "{label}：{before} → {after}").format(label=c.label, before=c.before, after=c.after)
        for c in changes
    ]
    said = "\n".join(lines) or translate(_CONTEXT, "没有要改的。")
    say(options, said, {"profile": profile.name, "changes": [vars(change) for change in changes]})
    return DONE


def _named(text: str) -> "Profile":
    from pmedia_desktop.services.profile_files import read_profile, shipped_profiles

    return next((one for one in shipped_profiles() if one.name == text), None) or read_profile(Path(text))
