"""Article 12: a named first responsible person (第一责任人)."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.subjects import about_unit
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield that nobody who is there on the day ``on`` answers for the accounts."""
    unit = snapshot.unit
    if unit is None:
        return
    principal = snapshot.person(unit.principal_id)
    if principal is not None and not principal.has_left(on):
        return
    if principal is None:
        message = translate("measures.article12", "第十二条要求主要负责人承担第一责任人责任，登记中缺单位主要领导。")
    else:
        message = translate(
            "measures.article12", "第十二条要求主要负责人承担第一责任人责任，登记中的主要领导{name}已离任，缺现任人员。"
        ).format(name=principal.name)
    yield Finding(
        rule="article12.no_principal",
        article=article(12),
        severity=Severity.ERROR,
        subject=about_unit(unit),
        message=message,
        remedy=translate("measures.article12", "请在“单位与人员”中登记现任主要领导；换人的按变更备案。"),
        field="principal_id",
    )
