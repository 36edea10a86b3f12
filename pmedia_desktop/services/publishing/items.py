"""The items that the unit publishes: written, entered after the fact, listed, shown with all that belongs to them."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.publishing import before_review, same_hands
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.finding import Finding
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import Placement, Publication, PublicationState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import field_label
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.ledger_checks import checked_time
from pmedia_desktop.services.office import Office, current_snapshot, platforms_of
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import check_day, tidied
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.items"
CHANGED = frozenset({SubjectKind.PUBLICATION})
LONGEST_TITLE = 200


@dataclass(frozen=True)
class PublicationRow:
    """A line of the list: the item without its text, and its accounts as people call them (示例镇发布（新浪微博）)."""

    item: Publication
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class PublicationPage:
    """All that an item's page shows. ``accounts`` are those it could go to, ``people`` the names to choose from."""

    item: Publication
    accounts: tuple[tuple[Account, str], ...]
    people: tuple[str, ...]
    findings: tuple[Finding, ...]
    attachments: tuple[Attachment, ...]
    settings: Settings


def list_items(office: Office) -> tuple[PublicationRow, ...]:
    """Return all items, the newest first."""
    with office.register.read() as reader:
        known = _accounts(office, reader)
        items = reader.publication_heads()
    titles = {account.id: _title(account, known) for account in known.accounts}
    rows = (PublicationRow(item, tuple(titles[id_] for id_ in item.account_ids if id_ in titles)) for item in items)
    return tuple(sorted(rows, key=_newest_first, reverse=True))


def search_items(office: Office, text: str) -> frozenset[int]:
    """Return the numbers of the items that speak of every word, in their texts as well."""
    with office.register.read() as reader:
        return reader.search_publications(text)


def open_accounts(office: Office) -> tuple[tuple[int, str], ...]:
    """Return the accounts that something can be published on: number and what they are called."""
    with office.register.read() as reader:
        known = _accounts(office, reader)
    return tuple((account.id, _title(account, known)) for account in known.accounts if account.state.is_open)


def item_page(office: Office, item_id: int) -> PublicationPage:
    """Return one item with what belongs to it; id 0: a new one, drafted today by whoever uses the program."""
    with office.register.read() as reader:
        known = current_snapshot(office, reader)
        item = (
            reader.publication(item_id)
            if item_id
            else Publication(drafter=office.actor.name, drafted_on=office.today())
        )
        attachments = reader.attachments(SubjectKind.PUBLICATION, item_id) if item_id else ()
    chosen = set(item.account_ids)
    return PublicationPage(
        item=item,
        accounts=tuple(
            (account, _title(account, known))
            for account in known.accounts
            if account.state.is_open or account.id in chosen
        ),
        people=tuple(person.name for person in known.people if not person.has_left(office.today())),
        findings=(*same_hands(item), *before_review(item)),
        attachments=attachments,
        settings=known.settings,
    )


def save_item(office: Office, item: Publication, read: Publication | None = None) -> Outcome[Publication]:
    """Save what was written. Once somebody agreed its words stand; what is out is corrected or withdrawn instead."""
    item = checked_item(item)
    subject = Subject(SubjectKind.PUBLICATION, item.id, item.title)
    with office.register.write(office.actor, Action.PUBLICATION_SAVED, subject=subject) as writer:
        if item.id:
            before = writer.publication(item.id)
            refuse_stale(before, read)
            _refuse_other_words(before, item)
        saved = writer.save(item)
    return Outcome(saved, CHANGED)


def enter_after_the_fact(office: Office, item: Publication) -> Outcome[Publication]:
    """Enter an item that is out already (补录): its title and the day on each account are enough."""
    item = checked_item(replace(item, state=PublicationState.PUBLISHED, after_the_fact=True))
    if not item.placements or any(place.published_on is None for place in item.placements):
        raise InputError(
            translate(_CONTEXT, "还没有填写发布的账号和日期，"),
            translate(_CONTEXT, "请选择账号，填写日期。"),
            field="placements",
        )
    refuse_future(item.placements, office.today())
    subject = Subject(SubjectKind.PUBLICATION, 0, item.title)
    with office.register.write(office.actor, Action.PUBLICATION_SAVED, subject=subject) as writer:
        saved = writer.save(item)
    return Outcome(saved, CHANGED)


def checked_item(item: Publication) -> Publication:
    """Return the item tidied, or raise ``InputError``."""
    item = tidied(item, codes=("source_link", "planned_time"))
    item = replace(
        item,
        title=" ".join(item.title.split()),
        planned_time=checked_time(item.planned_time, "planned_time"),
        placements=tuple(map(_checked_place, item.placements)),
    )
    if not item.title:
        raise InputError(
            translate(_CONTEXT, "还没有填写标题，"), translate(_CONTEXT, "请填写后再保存。"), field="title"
        )
    if len(item.title) > LONGEST_TITLE:
        raise InputError(
            translate(_CONTEXT, "标题有{count}字，太长了，").format(count=len(item.title)),
            translate(_CONTEXT, "请缩短到{most}字以内，正文写在下面。").format(most=LONGEST_TITLE),
            field="title",
        )
    for field in ("drafted_on", "planned_on", "ended_on"):
        day: date | None = getattr(item, field)
        if day is not None:
            check_day(day, field, field_label(f"publication.{field}") if field == "planned_on" else "")
    return item


def refuse_future(placements: tuple[Placement, ...], today: date) -> None:
    """Refuse a day of publication that has not come yet."""
    for place in placements:
        if place.published_on is not None and place.published_on > today:
            raise InputError(
                translate(_CONTEXT, "发布日期{day}还没有到，").format(day=place.published_on.isoformat()),
                translate(_CONTEXT, "请填写今天或以前的日期；打算发布的日子请填在“计划发布”。"),
                field="published_on",
            )


def _checked_place(place: Placement) -> Placement:
    time = checked_time(unicodedata.normalize("NFKC", place.published_time.strip()), "published_time")
    if place.published_on is not None:
        check_day(place.published_on, "published_on", translate(_CONTEXT, "发布日期"))
    return replace(place, published_time=time, link=place.link.strip())


def _refuse_other_words(before: Publication, item: Publication) -> None:
    words = ("title", "text", "origin", "source", "source_link", "account_ids")
    if before.may_be_rewritten or all(getattr(before, field) == getattr(item, field) for field in words):
        return
    if before.state is PublicationState.IN_REVIEW:
        raise InputError(
            translate(_CONTEXT, "这条信息已经有人审过，内容和账号不能再改，"),
            translate(_CONTEXT, "请在“更多”里退回拟稿，改好后重新送审。"),
            field="text",
        )
    raise InputError(
        translate(_CONTEXT, "这条信息已经签发，内容和账号不能再改，"),
        translate(_CONTEXT, "还没有发布的请先退回拟稿；已经发布的请登记更正或撤下。"),
        field="text",
    )


def _accounts(office: Office, reader: Reader) -> Snapshot:
    """Read the accounts with what they are called, and nothing else."""
    return Snapshot(accounts=reader.accounts(), platforms=platforms_of(office))


def _title(account: Account, known: Snapshot) -> str:
    return translate(_CONTEXT, "{name}（{platform}）").format(
        name=account.name, platform=known.platform(account.platform).name
    )


def _newest_first(row: PublicationRow) -> tuple[date, int]:
    item = row.item
    return (item.published_on or item.planned_on or item.drafted_on or date.min, item.id)
