"""Official documents of running text, as PDF and as Word file: the rectification report, the unit's own rules."""

from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.incident import Sanction
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.paper.official import OfficialDocument, Paragraph, Role, official_pdf
from pmedia_desktop.paper.word.official import official_word
from pmedia_desktop.services.inspection.incidents import report_body
from pmedia_desktop.services.inspection.rules_text import rules_paragraphs
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.paper.official_papers"
_NUMERALS = "一二三四五六七八九十"


def report_pdf(office: Office, sanction_id: int) -> bytes:
    """Return the rectification report (整改报告) of an order from above as a PDF."""
    return official_pdf(_report(office, sanction_id))


def report_word(office: Office, sanction_id: int) -> bytes:
    """Return the rectification report as a Word file."""
    return official_word(_report(office, sanction_id))


def _report(office: Office, sanction_id: int) -> OfficialDocument:
    with office.register.read() as reader:
        sanction = reader.sanction(sanction_id)
        known = complete_snapshot(office, reader)
    return report_document(sanction, known, office.today())


def report_document(sanction: Sanction, known: Snapshot, on: date) -> OfficialDocument:
    """Return the report as it was written, else as it is drafted from the problems."""
    unit = _unit_of(known)
    body = sanction.report or report_body(sanction, known)
    paragraphs = [Paragraph(translate(_CONTEXT, "{issuer}：").format(issuer=sanction.issuer), Role.ADDRESS)]
    paragraphs += [Paragraph(line, _role_of(line)) for line in body.split("\n") if line.strip()]
    day = sanction.reported_on or on
    return OfficialDocument(
        title=translate(_CONTEXT, "{unit}关于政务新媒体有关问题整改情况的报告").format(unit=unit.full_name),
        paragraphs=paragraphs,
        signer=unit.full_name,
        day_words=full_date(day),
        day=day.isoformat(),
        quotes=True,
    )


def rules_pdf(office: Office) -> bytes:
    """Return a draft of the unit's own rules (Article 13), made from the register's facts, as a PDF."""
    return official_pdf(_rules(office))


def rules_word(office: Office) -> bytes:
    """Return the draft as a Word file, to be edited and issued."""
    return official_word(_rules(office))


def _rules(office: Office) -> OfficialDocument:
    known, today = snapshot(office), office.today()
    unit = _unit_of(known)
    return OfficialDocument(
        title=translate(_CONTEXT, "{unit}政务新媒体管理制度").format(unit=unit.full_name),
        paragraphs=[Paragraph(text) for text in rules_paragraphs(known)],
        signer=unit.full_name,
        day_words=full_date(today),
        day=today.isoformat(),
    )


def _unit_of(known: Snapshot) -> Unit:
    if known.unit is None:
        raise InputError(translate(_CONTEXT, "还没有登记单位，"), translate(_CONTEXT, "请先到“单位与人员”页登记。"))
    return known.unit


def _role_of(line: str) -> Role:
    """Tell a heading: it begins with 一、 or the like, and is no sentence."""
    first, mark, _ = line.strip().partition(translate(_CONTEXT, "、"))
    numeral = bool(mark) and len(first) <= 2 and all(character in _NUMERALS for character in first)
    return Role.HEADING if numeral and not line.strip().endswith(translate(_CONTEXT, "。")) else Role.BODY
