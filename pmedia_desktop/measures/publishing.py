"""What the review of items asks for (Articles 8 to 10): telephone agreements, planned days, steps passed over."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.due import dated, due_state, undated
from pmedia_desktop.measures.subjects import about_publication, account_title
from pmedia_desktop.measures.wording import article, full_date, listed
from pmedia_desktop.model.finding import Deadline, Finding, Severity
from pmedia_desktop.model.publication import Origin, Publication, PublicationState, StepKind, Verdict
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "measures.publishing"


def review_source() -> str:
    """Return the source named for 先审后发 (no article of the Measures says it)."""
    return translate(_CONTEXT, "国办发〔2018〕123号")


def deadlines(snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield planned days of what is not out yet, and telephone agreements that await their signature."""
    for item in snapshot.publications:
        subject, account = about_publication(item), _accounts(item, snapshot)
        if item.state.is_open and item.planned_on is not None:
            yield dated(
                rule="publication.planned",
                what=translate(_CONTEXT, "发布：{title}").format(title=item.title),
                article=review_source(),
                subject=subject,
                account=account,
                due=item.planned_on,
                on=on,
                state=due_state(item.planned_on, on, snapshot.settings),
                reason=_waits_for(item),
            )
        unsigned = item.unsigned_steps
        if unsigned and item.state is not PublicationState.ABANDONED:
            yield undated(
                "publication.unsigned",
                translate(_CONTEXT, "补签审核单：{title}").format(title=item.title),
                subject,
                account,
                review_source(),
                translate(_CONTEXT, "{people}当时是电话同意的，还没有补签。").format(
                    people=listed(_named(step.person, step.title) for step in unsigned)
                ),
            )


def findings(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is out although the record says that something was passed over."""
    for item in snapshot.publications:
        if not item.state.is_out or item.after_the_fact:
            continue
        if item.open_steps:
            yield _finding(
                item,
                "publication.unreviewed",
                review_source(),
                translate(_CONTEXT, "已经发布，审核单上还有{steps}没有签。").format(
                    steps=listed(step.title for step in item.open_steps)
                ),
                translate(_CONTEXT, "先审后发：请尽快补齐审核意见和签字。"),
            )
        yield from before_review(item)
        if item.origin is Origin.REPRINT and not item.source.strip():
            yield _finding(
                item,
                "publication.source",
                article(10),
                translate(_CONTEXT, "是转载，没有登记来源。"),
                translate(_CONTEXT, "请补上来源，并核对发布页上注明了出处。"),
            )
        if any(place.published_on is None for place in item.placements):
            yield _finding(
                item,
                "publication.not_everywhere",
                review_source(),
                translate(_CONTEXT, "有的账号还没有登记发布日期。"),
                translate(_CONTEXT, "已经发的请补登日期和链接，不发的请从发布账号中去掉。"),
                Severity.NOTE,
            )


def before_review(item: Publication) -> Iterator[Finding]:
    """Yield that an item was out on a day before somebody agreed to it (先审后发)."""
    if not item.state.is_out or item.after_the_fact or item.published_on is None:
        return
    agreed = [
        (step.at.astimezone().date(), step.title)
        for step in item.current_steps
        if step.at and step.verdict is Verdict.AGREED
    ]
    last, title = max(agreed, default=(item.published_on, ""))
    if last > item.published_on:
        yield _finding(
            item,
            "publication.before_review",
            review_source(),
            translate(_CONTEXT, "没有先审后发：{day}才{step}。").format(day=full_date(last), step=title),
            translate(_CONTEXT, "日期写错的请改正；确实先发后审的，请向审核人说明，今后先审核再发布。"),
        )


def same_hands(item: Publication) -> Iterator[Finding]:
    """Yield what one person did that two should do: drafting and issuing, drafting and the review of secrecy."""
    drafter = item.drafter.strip()
    for step in item.current_steps:
        if drafter and step.person.strip() == drafter and step.kind in (StepKind.ISSUE, StepKind.SECRECY):
            yield _finding(
                item,
                "publication.same_hands",
                review_source(),
                translate(_CONTEXT, "拟稿和{step}都是{person}。").format(step=step.title, person=drafter),
                translate(_CONTEXT, "请由另一个人{step}。").format(step=step.title),
            )


def _waits_for(item: Publication) -> str:
    if item.state is PublicationState.ISSUED:
        return translate(_CONTEXT, "已经签发，还没有登记发布。")
    if item.open_steps and item.state is PublicationState.IN_REVIEW:
        return translate(_CONTEXT, "还在等{step}。").format(step=item.open_steps[0].title)
    return translate(_CONTEXT, "还没有送审。")


def _named(person: str, step: str) -> str:
    return translate(_CONTEXT, "{person}（{step}）").format(person=person, step=step)


def _accounts(item: Publication, snapshot: Snapshot) -> str:
    accounts = (snapshot.account(account_id) for account_id in item.account_ids)
    return listed(account_title(account, snapshot) for account in accounts if account is not None)


def _finding(
    item: Publication, rule: str, cited: str, message: str, remedy: str, severity: Severity = Severity.WARNING
) -> Finding:
    day = item.published_on
    told = translate(_CONTEXT, "{day}发布的“{title}”{message}") if day else translate(_CONTEXT, "“{title}”{message}")
    return Finding(
        rule=rule,
        article=cited,
        severity=severity,
        subject=about_publication(item),
        message=told.format(day=full_date(day) if day else "", title=item.title, message=message),
        remedy=remedy,
    )
