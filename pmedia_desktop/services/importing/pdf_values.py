"""The values inside filing forms that this program has printed, as rows like those of a table."""

from collections.abc import Iterator
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.paper.attached_values import AttachedValues, read_attached
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.pdf_values"

#: Where a form's source is called otherwise than the field of an import.
_FIELDS = {
    "unit.full_name": "unit",
    "holder.name": "holder",
    "holder.post": "holder_post",
    "holder.phone": "holder_mobile_phone",
    "holder.mobile_phone": "holder_mobile_phone",
    "holder.office_phone": "holder_office_phone",
    "holder.email": "holder_email",
}
_ACCOUNT = (
    "platform",
    "name",
    "platform_id",
    "original_id",
    "media_code",
    "subject",
    "state",
    "homepage",
    "opened_on",
    "certification",
    "certification_subject",
    "certified_until",
    "purpose",
    "scope",
    "update_frequency",
    "followers",
    "superior_account",
    "in_media_matrix",
    "linked_to_superior",
    "operation",
    "contractor",
    "domain",
    "icp_number",
)


def pdf_values(folder: Path, pdf: bytes) -> tuple[list[dict[str, Cell]], dict[str, str]]:
    """Return one row for each form inside a PDF, and {the form's label: field}; ``InputError`` when there is none."""
    rows: list[dict[str, Cell]] = []
    columns: dict[str, str] = {}
    for attached in read_attached(pdf):
        values = _row(folder, attached, columns)
        if "name" in values:
            rows.append(values)
    if not rows:
        raise InputError(
            translate(_CONTEXT, "这份PDF里没有填报数据，"),
            translate(_CONTEXT, "只有本程序打印、并附了数据的备案表才能读回；扫描件请照着录入。"),
        )
    return rows, columns


def _row(folder: Path, attached: AttachedValues, columns: dict[str, str]) -> dict[str, Cell]:
    values: dict[str, Cell] = {}
    for label, source, value in sources_of(folder, attached):
        if field := field_of(source):
            columns[label] = field
            values[field] = value
    return values


def field_of(source: str) -> str:
    """Return the field of an import that a form's source fills, or an empty text."""
    part, _, name = source.partition(".")
    return name if part == "account" and name in _ACCOUNT else _FIELDS.get(source, "")


def sources_of(folder: Path, attached: AttachedValues) -> Iterator[tuple[str, str, str | int | float]]:
    """Yield label, source (``filing.kind``) and value of each field of a filled form that holds one plain value."""
    for declared in form_in(folder, attached.form).fields:
        value = attached.values.get(declared.name)
        if declared.source and isinstance(value, str | int | float):
            yield declared.label, declared.source, value
