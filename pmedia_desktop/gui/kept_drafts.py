"""What was begun and not finished, in words, and where it is taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pmedia_desktop.gui.place import Place
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.kept_drafts"
_SHORT = 20


def read_kept(office: Office) -> tuple[tuple[str, Place], ...]:
    """Return what is half-filled, the newest first; the draft of a record that is gone is left out."""
    from pmedia_desktop.services.drafts import list_drafts
    from pmedia_desktop.services.office import snapshot, whole_snapshot

    drafts = [key for key in list_drafts(office) if key in _fixed() or _record_of(key)]
    settled = any(_record_of(key) in ("message", "publication") for key in drafts)
    known = (whole_snapshot if settled else snapshot)(office) if drafts else None
    found = (_named(key, known) for key in drafts if known is not None)
    return tuple(kept for kept in found if kept is not None)


def _named(key: str, known: Snapshot) -> tuple[str, Place] | None:
    """Return words and place for a draft's key: what it is, with ".<id>" when it is about one record."""
    if key in _fixed():
        return _fixed()[key]
    what = _record_of(key)
    if not what:
        return None
    number = int(key.rpartition(".")[2])
    words, page, field = _per_record()[what]
    name = _names(what, known).get(number)
    return None if name is None else (words.format(name=name), Place(page, number, field))


def _record_of(key: str) -> str:
    """Return what a draft is about one record of, "" when it is about none."""
    what, _dot, number = key.rpartition(".")
    return what if what in _per_record() and number.isdigit() else ""


def _fixed() -> Mapping[str, tuple[str, Place]]:
    return {
        "first_start": (translate(_CONTEXT, "开始使用"), Place("first_start")),
        "account.new": (translate(_CONTEXT, "登记已有账号"), Place("accounts", 0, "new")),
        "person.new": (translate(_CONTEXT, "添加人员"), Place("people", 0, "new")),
        "unit": (translate(_CONTEXT, "修改单位信息"), Place("people", 0, "unit")),
        "message.new.comment": (translate(_CONTEXT, "登记留言"), Place("messages", 0, "new")),
        "message.new.telephone": (translate(_CONTEXT, "电话沟通记录"), Place("messages", 0, "new_call")),
        "problem.new": (translate(_CONTEXT, "添加问题"), Place("self_inspection", 0, "problems.new")),
        "incident.new": (translate(_CONTEXT, "登记事件"), Place("self_inspection", 0, "incidents.new")),
        "sanction.new": (translate(_CONTEXT, "登记上级处置"), Place("self_inspection", 0, "sanctions.new")),
        "publication.new": (translate(_CONTEXT, "起草信息"), Place("publication")),
        "guide.opening": (translate(_CONTEXT, "开设新账号"), Place("opening")),
        "guide.changing": (translate(_CONTEXT, "办理变更备案"), Place("changing")),
        "guide.closing": (translate(_CONTEXT, "关停账号"), Place("closing")),
        "guide.importing": (translate(_CONTEXT, "导入表格"), Place("importing")),
        "guide.handing_over": (translate(_CONTEXT, "交接账号密码"), Place("handing_over")),
    }


def _per_record() -> Mapping[str, tuple[str, str, str]]:
    return {
        "account": (translate(_CONTEXT, "修改账号“{name}”"), "account", "name"),
        "person": (translate(_CONTEXT, "修改“{name}”的信息"), "people", "name"),
        "filing": (translate(_CONTEXT, "“{name}”的备案表"), "filing", ""),
        "publication": (translate(_CONTEXT, "信息“{name}”"), "publication", ""),
        "message": (translate(_CONTEXT, "留言“{name}”"), "messages", ""),
        "problem": (translate(_CONTEXT, "问题“{name}”"), "self_inspection", "problems"),
        "incident": (translate(_CONTEXT, "事件“{name}”"), "self_inspection", "incidents"),
        "sanction": (translate(_CONTEXT, "上级处置“{name}”"), "self_inspection", "sanctions"),
        "guide.opening": (translate(_CONTEXT, "开设“{name}”"), "opening", ""),
        "guide.changing": (translate(_CONTEXT, "变更“{name}”"), "changing", ""),
        "guide.closing": (translate(_CONTEXT, "关停“{name}”"), "closing", ""),
    }


def _names(what: str, known: Snapshot) -> Mapping[int, str]:
    accounts = {account.id: account.name for account in known.accounts}
    if what == "person":
        return {person.id: person.name for person in known.people}
    if what == "filing":
        return {filing.id: accounts.get(filing.account_id, "") for filing in known.filings}
    if what == "message":
        return {message.id: message.nickname or message.text[:_SHORT] for message in known.messages}
    ledgers: Mapping[str, Sequence[Any]] = {
        "problem": known.problems,
        "incident": known.incidents,
        "sanction": known.sanctions,
    }
    if what in ledgers:
        return {record.id: record.what[:_SHORT] for record in ledgers[what]}
    if what == "publication":
        return {item.id: item.title for item in known.publications}
    return accounts
