"""Publishing's papers: review sheet, list of forbidden content, monthly report."""

from dataclasses import replace

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.forbidden_content import forbidden_content
from pmedia_desktop.model.publication import Publication, ReviewStep, StepKind
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.services.publishing.months import Month, month_of
from pmedia_desktop.services.publishing.sheet_values import checklist_sources, month_sources, review_sources

REVIEW_FORM, CHECKLIST_FORM, MONTH_FORM = "review", "checklist", "monthly_report"
_BOXES, _TABLE = ("review", "secrecy", "issue"), ("title", "opinion", "person", "at")
_USUAL = (StepKind.REVIEW, StepKind.SECRECY, StepKind.ISSUE)


def fill_review(office: Office, item_id: int) -> Filled:
    """Return an item's review sheet as it stands now: before the review with room for handwriting, or after it."""
    with office.register.read() as reader:
        item = reader.publication(item_id)
        known = complete_snapshot(office, reader)
        attachments = len(reader.attachments(SubjectKind.PUBLICATION, item_id))
    return review_of(office, item, known, attachments)


def review_of(office: Office, item: Publication, known: Snapshot, attachments: int) -> Filled:
    """Return the review sheet of an item as it is given, with so many attachments."""
    item = _with_steps(item, known.settings)
    usual = sorted(step.kind for step in item.current_steps) == sorted(_USUAL)
    sources = review_sources(item, known, attachments)
    # A row whose fields hold something is printed, switched on or not.
    for part in _TABLE if usual else _BOXES:
        del sources[f"publication.steps.{part}"]
    return _filled(office, REVIEW_FORM, sources, frozenset({"by_hand" if usual else "table"}))


def fill_checklist(office: Office, item_id: int = 0) -> Filled:
    """Return the list of forbidden content: empty, or with an item's title and who confirmed it."""
    with office.register.read() as reader:
        item = reader.publication(item_id) if item_id else Publication()
        known = complete_snapshot(office, reader)
    sources = {
        **review_sources(item, known, 0),
        **checklist_sources(forbidden_content(), confirmed=bool(item.checklist_by)),
    }
    return _filled(office, CHECKLIST_FORM, sources)


def fill_month(office: Office, year: int, month: int) -> Filled:
    """Return the monthly report."""
    with office.register.read() as reader:
        figures = month_of(office, reader, complete_snapshot(office, reader), year, month)
        name, _ = preparer(office, reader)
    return month_sheet(office, figures, name)


def month_sheet(office: Office, month: Month, preparer_name: str) -> Filled:
    """Return the report of a month that was read already."""
    sources = month_sources(month.rows, month.known, month.title, office.today(), preparer_name)
    return _filled(office, MONTH_FORM, sources)


def _with_steps(item: Publication, settings: Settings) -> Publication:
    """Return an item that was not handed in yet with the steps that its sheet will be signed for."""
    if item.steps:
        return item
    return replace(item, steps=tuple(ReviewStep(title=rule.title, kind=rule.kind) for rule in settings.review_steps))


def _filled(
    office: Office, form_name: str, sources: dict[str, JsonValue], options: frozenset[str] = frozenset()
) -> Filled:
    form = form_in(office.folder, form_name)
    values = {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
    return fill(form, values, options=options, attach_values=False)
