"""The review records of what was published, as a table."""

from collections.abc import Sequence

from pmedia_desktop.exchange.table_writing import WrittenTable
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.publication import Placement, Publication, ReviewStep
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection_file.publications"


def publications_table(items: Sequence[Publication], known: Snapshot) -> WrittenTable:
    """Return one row for each item: what, where and when it went out, and who agreed to it."""
    headings = (
        translate(_CONTEXT, "编号"),
        translate(_CONTEXT, "标题"),
        translate(_CONTEXT, "类型"),
        translate(_CONTEXT, "来源"),
        translate(_CONTEXT, "发布账号、时间和链接"),
        translate(_CONTEXT, "拟稿人"),
        translate(_CONTEXT, "审核"),
        translate(_CONTEXT, "底线清单确认"),
        translate(_CONTEXT, "状态"),
        translate(_CONTEXT, "更正或撤回"),
    )
    return WrittenTable(translate(_CONTEXT, "信息发布审核台账"), headings, [_row(item, known) for item in items])


def _row(item: Publication, known: Snapshot) -> list[Cell]:
    confirmed = (item.checklist_by, item.checklist_on.isoformat() if item.checklist_on else "")
    return [
        item.id,
        item.title,
        word(item.origin),
        item.source,
        "\n".join(_placed(one, known) for one in item.placements),
        item.drafter,
        "\n".join(_step(step) for step in item.steps),
        " ".join(part for part in confirmed if part),
        word(item.state),
        item.end_reason,
    ]


def _placed(one: Placement, known: Snapshot) -> str:
    account = known.account(one.account_id)
    parts = (
        account_title(account, known) if account else "",
        one.published_on.isoformat() if one.published_on else "",
        one.published_time,
        one.link,
    )
    return " ".join(part for part in parts if part)


def _step(step: ReviewStep) -> str:
    parts = (
        step.title,
        step.person,
        word(step.verdict),
        step.opinion,
        f"{step.at.astimezone():%Y-%m-%d %H:%M}" if step.at else "",
    )
    return " ".join(part for part in parts if part)
