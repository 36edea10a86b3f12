"""The values of publishing's papers: review sheet, list of forbidden content, monthly report."""

from collections.abc import Sequence
from datetime import date

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import listed
from pmedia_desktop.model.forbidden_content import ForbiddenContent
from pmedia_desktop.model.publication import Gate, Placement, Publication, ReviewStep, StepKind, Verdict
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.publishing.months import AccountMonth
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.sheet_values"
_TICKED, _EMPTY = "☑", "☐"
#: Room for handwriting in a step that nobody has entered yet.
_HANDWRITTEN = "\n"


def review_sources(item: Publication, known: Snapshot, attachments: int) -> dict[str, JsonValue]:
    """Return the values of the review sheet (信息发布审核单)."""
    link = [item.source_link] if item.source_link else []
    return {
        "unit.full_name": known.unit.full_name if known.unit else "",
        "publication.number": _number(item),
        "publication.title": item.title,
        "publication.origin": item.origin.value,
        "publication.source": [item.source, *link] if item.source else link,
        "publication.accounts": listed(_account(place, known) for place in item.placements),
        "publication.drafter": item.drafter,
        "publication.drafted_on": _iso(item.drafted_on),
        "publication.planned": _moment(item.planned_on, item.planned_time),
        "publication.extent": _extent(item, attachments),
        "publication.text": [line for line in item.text.split("\n") if line.strip()],
        "publication.gates": _gates(item),
        "publication.personal": _box(item.personal_data_masked, translate(_CONTEXT, "已核对，没有未隐去的个人信息")),
        "publication.others": _both(item.others, item.others_agreed),
        "publication.authority": item.authority,
        "publication.checklist": _box(bool(item.checklist_by), translate(_CONTEXT, "已对照清单逐项核对")),
        "publication.checklist_by": item.checklist_by,
        "publication.checklist_on": _iso(item.checklist_on),
        "publication.steps.review": _said(item, StepKind.REVIEW),
        "publication.steps.secrecy": _said(item, StepKind.SECRECY),
        "publication.steps.issue": _said(item, StepKind.ISSUE),
        "publication.steps.title": [step.title + _HANDWRITTEN for step in item.steps],
        "publication.steps.opinion": [" ".join(_opinion(step)) or " " for step in item.steps],
        "publication.steps.person": [step.person or " " for step in item.steps],
        "publication.steps.at": [_at(step) or " " for step in item.steps],
        "publication.released": [_released(place, known) for place in item.placements if place.published_on],
        "publication.ended": _ended(item),
    }


def checklist_sources(content: ForbiddenContent, confirmed: bool) -> dict[str, JsonValue]:
    """Return the lines of the list; ticked when somebody has confirmed them."""
    return {
        "checklist.as_of": content.as_of.isoformat(),
        "checklist.numbers": [str(number) for number, _ in enumerate(content.lines, 1)],
        "checklist.texts": [text for text, _ in content.lines],
        "checklist.sources": [source for _, source in content.lines],
        "checklist.boxes": [_TICKED if confirmed else _EMPTY for _ in content.lines],
    }


def month_sources(
    rows: Sequence[AccountMonth], known: Snapshot, title: str, today: date, preparer_name: str
) -> dict[str, JsonValue]:
    """Return the values of the monthly report (月报)."""
    principal = known.person(known.unit.principal_id) if known.unit else None
    return {
        "unit.full_name": known.unit.full_name if known.unit else "",
        "principal.name": principal.name if principal else "",
        "month.title": title,
        "month.filled_on": today.isoformat(),
        "month.preparer_name": preparer_name,
        "month.accounts": [row.title for row in rows],
        "month.followers": [_with_growth(row.figures.followers, row.figures.new_followers) for row in rows],
        "month.published": [str(row.published) for row in rows],
        "month.originals": [f"{row.originals}/{row.reprints}" for row in rows],
        "month.gaps": [
            translate(_CONTEXT, "{days}天").format(days=row.longest_gap) if row.longest_gap is not None else "/"
            for row in rows
        ],
        "month.reads": [_count(row.figures.reads) for row in rows],
        "month.reactions": [
            translate(_CONTEXT, "、").join(
                _count(value) for value in (row.figures.likes, row.figures.shares, row.figures.comments)
            )
            for row in rows
        ],
        "month.tasks": [_tasks(row) for row in rows],
        "month.messages": [
            translate(_CONTEXT, "{settled}/{count}").format(settled=row.settled, count=row.messages)
            if row.messages or row.settled
            else translate(_CONTEXT, "无")
            for row in rows
        ],
        "month.remarks": [row.figures.remark or " " for row in rows],
    }


def _number(item: Publication) -> str:
    year = item.drafted_on or item.published_on
    if not item.id or year is None:
        return ""
    return translate(_CONTEXT, "{year}-{number:03}").format(year=year.year, number=item.id)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _account(place: Placement, known: Snapshot) -> str:
    account = known.account(place.account_id)
    return account_title(account, known) if account else translate(_CONTEXT, "（已移入回收站的账号）")


def _moment(day: date | None, time: str) -> str:
    if day is None:
        return ""
    told = translate(_CONTEXT, "{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
    return f"{told} {time}".strip()


def _extent(item: Publication, attachments: int) -> str:
    if not item.text:
        return ""
    return translate(_CONTEXT, "正文{count}字，附件{attachments}件").format(
        count=len("".join(item.text.split())), attachments=attachments
    )


def _gates(item: Publication) -> str:
    return "　".join(f"{_TICKED if gate in item.gates else _EMPTY}{word(gate)}" for gate in Gate)


def _box(ticked: bool, words: str) -> str:
    return f"{_TICKED if ticked else _EMPTY}{words}"


def _both(units: str, agreed: str) -> list[JsonValue]:
    told = translate(_CONTEXT, "沟通情况：{agreed}").format(agreed=agreed) if agreed else ""
    return [part for part in (units, told) if part]


def _opinion(step: ReviewStep) -> list[str]:
    if step.verdict is Verdict.WAITING:
        return []
    verdict = word(step.verdict)
    # Who writes 同意，标题改短一些 has said the verdict already.
    said = [step.opinion] if step.opinion.startswith(verdict) else [verdict, *filter(None, [step.opinion])]
    if step.by_telephone:
        signed = step.signed_on
        said.append(
            translate(_CONTEXT, "（电话同意，{day}补签）").format(day=signed.isoformat())
            if signed
            else translate(_CONTEXT, "（电话同意，待补签）")
        )
    return said


def _said(item: Publication, kind: StepKind) -> list[JsonValue]:
    """Return what was said in earlier rounds, a line each, and then in the last one."""
    said: list[JsonValue] = []
    for step in item.steps:
        if step.kind is not kind or step.verdict is Verdict.WAITING:
            continue
        opinion, who = " ".join(_opinion(step)), f"{step.person} {_at(step)}".strip()
        said += [f"{step.title} {opinion} {who}"] if step.earlier_round else [opinion, who]
    return said


def _at(step: ReviewStep) -> str:
    return f"{step.at.astimezone():%Y-%m-%d %H:%M}" if step.at else ""


def _released(place: Placement, known: Snapshot) -> str:
    return " ".join(
        part for part in (_account(place, known), _moment(place.published_on, place.published_time), place.link) if part
    )


def _ended(item: Publication) -> str:
    if item.ended_on is None:
        return ""
    return f"{word(item.state)} {item.ended_on.isoformat()} {item.end_reason}".strip()


def _count(value: int | None) -> str:
    return "/" if value is None else str(value)


def _with_growth(followers: int | None, new: int | None) -> str:
    if followers is None:
        return "/"
    return str(followers) if new is None else f"{followers}\n（{new:+}）"


def _tasks(row: AccountMonth) -> str:
    if not row.tasks:
        return translate(_CONTEXT, "无")
    late = translate(_CONTEXT, "\n逾期{late}").format(late=row.late_tasks) if row.late_tasks else ""
    return translate(_CONTEXT, "{done}/{count}").format(done=row.done_tasks, count=row.tasks) + late
