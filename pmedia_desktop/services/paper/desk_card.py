"""上手卡: one printed page for the desk of somebody who does this once a year."""

from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.register.copying import backup_folder
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.desk_card"
_FORM = "desk_card"


def fill_desk_card(office: Office) -> Filled:
    """Return the card with the unit's own people, terms and folders."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
    unit = known.unit or Unit()
    settings = known.settings
    sources: dict[str, JsonValue] = {
        "unit.full_name": unit.full_name,
        "card.printed_on": office.today().isoformat(),
        "card.authority": unit.filing_authority,
        "card.principal": _person(known, unit.principal_id),
        "card.terms": translate(
            _CONTEXT,
            "开设{opening}个、变更{change}个、关停{closure}个工作日内报备案；留言咨询{inquiry}个、投诉{complaint}个、"
            "举报{report}个工作日内答复；每个账号{update}天内要有更新",
        ).format(
            opening=settings.opening_days,
            change=settings.change_days,
            closure=settings.closure_days,
            inquiry=settings.inquiry_days,
            complaint=settings.complaint_days,
            report=settings.report_days,
            update=settings.update_days,
        ),
        "card.review": translate(_CONTEXT, "先{steps}，再发；发完登记链接").format(
            steps=translate(_CONTEXT, "、").join(step.title for step in settings.review_steps)
        ),
        "card.register": str(office.folder),
        "card.backups": str(backup_folder(office.folder)),
    }
    form = form_in(office.folder, _FORM)
    values = {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
    return fill(form, values, attach_values=False)


def _person(known: Snapshot, person_id: int | None) -> str:
    person = known.person(person_id)
    return " ".join(part for part in (person.name, person.phone) if part) if person else ""
