"""The unit's own lists: texts for replies, and the check list of its self-inspection."""

from collections.abc import Sequence
from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.inspection import Certainty, CheckItem, Probe
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import ReplySnippet
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.shipped_lists import check_list, reply_snippets
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.own_lists"
_CHANGED = frozenset({SubjectKind.SETTINGS})


def read_snippets(office: Office) -> tuple[ReplySnippet, ...]:
    """Return the texts for replies in force."""
    with office.register.read() as reader:
        return reply_snippets(reader.settings())


def shipped_snippets() -> tuple[ReplySnippet, ...]:
    """Return the texts that the program ships."""
    return reply_snippets(Settings())


def save_snippets(office: Office, snippets: Sequence[ReplySnippet]) -> Outcome[None]:
    """Save the unit's own texts; those that the program ships are not kept a second time."""
    for snippet in snippets:
        _require(snippet.title, "title", translate(_CONTEXT, "请给每条常用答复写上标题。"))
        _require(snippet.text, "text", translate(_CONTEXT, "请写上“{title}”的内容。").format(title=snippet.title))
    tidy = tuple(ReplySnippet(title=one.title.strip(), text=one.text.strip()) for one in snippets)
    own = None if tidy == shipped_snippets() else tidy
    with office.register.write(office.actor, Action.SETTINGS_SAVED, subject=_subject()) as writer:
        writer.save(replace(writer.settings(), reply_snippets=own))
    return Outcome(None, _CHANGED)


def read_check_list(office: Office) -> tuple[CheckItem, ...]:
    """Return the check list in force."""
    with office.register.read() as reader:
        return check_list(reader.settings())


def shipped_check_list() -> tuple[CheckItem, ...]:
    """Return the check list that the program ships."""
    return check_list(Settings())


def new_check_item(items: Sequence[CheckItem]) -> CheckItem:
    """Return an empty item of the unit's own, with a code that none of ``items`` has."""
    taken = {item.code for item in items}
    number = next(number for number in range(1, len(items) + 2) if f"own_{number}" not in taken)
    return CheckItem(
        code=f"own_{number}",
        index=translate(_CONTEXT, "本单位增加的项目"),
        text="",
        source=translate(_CONTEXT, "本单位"),
        certainty=Certainty.OWN,
        probe=Probe.ASKED,
    )


def save_check_list(office: Office, items: Sequence[CheckItem]) -> Outcome[None]:
    """Save the unit's own check list; inspections that were begun keep theirs."""
    if not items:
        raise InputError(
            translate(_CONTEXT, "自查项目一项也没有，"), translate(_CONTEXT, "请至少留一项，或者恢复默认。")
        )
    for item in items:
        _require(item.text, "text", translate(_CONTEXT, "请写上检查的内容，或者删去这一项。"))
        _require(item.index, "index", translate(_CONTEXT, "请写上“{text}”属于哪一类。").format(text=item.text))
        _require(item.source, "source", translate(_CONTEXT, "请写上“{text}”的依据。").format(text=item.text))
    own = None if tuple(items) == shipped_check_list() else tuple(items)
    with office.register.write(office.actor, Action.SETTINGS_SAVED, subject=_subject()) as writer:
        writer.save(replace(writer.settings(), check_list=own))
    return Outcome(None, _CHANGED)


def _require(text: str, field: str, remedy: str) -> None:
    if not text.strip():
        raise InputError(translate(_CONTEXT, "有一项没有写完，"), remedy, field=field)


def _subject() -> Subject:
    return Subject(SubjectKind.SETTINGS)
