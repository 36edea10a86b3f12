"""The printed values as a JSON file inside the PDF, so that an office can read a stack of forms without typing.

The format is published in ``resources/schemas/<form>-values.schema.json``.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import FieldKind, Form
from pmedia_desktop.paper.values import JsonValue, is_empty
from pmedia_desktop.texts import translate

_CONTEXT = "paper.attached_values"
FORMAT = "pmedia-form-values/1"
FILE_NAME = "{form}-values.json"
MANY_FILE_NAME = "{form}-values-{number:04}.json"


@dataclass(frozen=True)
class AttachedValues:
    """What a filled form says of itself; ``values`` are by field name, as they were given."""

    form: str
    version: str
    fingerprint: str
    variant: str
    values: Mapping[str, JsonValue]


def attachment(form: Form, variant: str, values: Mapping[str, JsonValue]) -> bytes:
    """Return the attached file of one filled form: fields in the form's order, empty ones left out."""
    content = {
        "format": FORMAT,
        "form": form.name,
        "title": form.title,
        "version": form.version,
        "fingerprint": form.fingerprint,
        "variant": variant,
        "values": {
            field.name: _as_json(values[field.name]) for field in form.fields if not is_empty(values.get(field.name))
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _as_json(value: JsonValue) -> JsonValue:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def read_attached(pdf: bytes) -> list[AttachedValues]:
    """Return the values that travel inside a PDF, one for each filled form; empty when there are none.

    Raises ``InputError`` when the file is no PDF or an attachment that claims to be ours cannot be read.
    """
    return [parsed(content) for content in attached_files(pdf)]


def attached_files(pdf: bytes) -> list[bytes]:
    """Return the attached files with values as they lie inside a PDF; ``InputError`` when it is none."""
    from pmedia_desktop.paper.preview import opened

    found = []
    with opened(pdf) as document:
        for number in range(document.count_attachments()):
            file = document.get_attachment(number)
            if file.get_name().endswith(".json"):
                found.append(bytes(file.get_data()))
    return found


def parsed(content: bytes) -> AttachedValues:
    """Read one attached file. Raises ``InputError`` when it claims to be ours and cannot be read."""
    try:
        document = json.loads(content)
        return AttachedValues(*(document[key] for key in ("form", "version", "fingerprint", "variant", "values")))
    except (ValueError, KeyError, TypeError) as problem:
        raise InputError(
            translate(_CONTEXT, "PDF 所附的填报数据读不懂。"),
            translate(_CONTEXT, "请确认文件由本程序生成、没有被改动。"),
        ) from problem


def values_schema(form: Form) -> dict[str, Any]:
    """Return the JSON schema (2020-12) of the file that ``attachment`` writes for this form."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:pmedia-desktop:{form.name}-values:1",
        "title": form.title,
        "type": "object",
        "required": ["format", "form", "version", "fingerprint", "variant", "values"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "form": {"const": form.name},
            "title": {"type": "string"},
            "version": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "variant": {"enum": ["", *form.variants]},
            "values": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    field.name: {"title": field.label, **_field_schema(field.kind, (*field.codes, *field.choices))}
                    for field in form.fields
                },
            },
        },
    }


def _field_schema(kind: FieldKind, choices: tuple[str, ...]) -> dict[str, Any]:
    text = {"type": "string"}
    schemas: dict[FieldKind, dict[str, Any]] = {
        FieldKind.TEXT: text,
        FieldKind.PARAGRAPH: {"anyOf": [text, {"type": "array", "items": text}]},
        FieldKind.DATE: {"type": "string", "format": "date"},
        FieldKind.NUMBER: {"type": "number"},
        FieldKind.CHOICE: {"enum": list(dict.fromkeys(choices))},
        FieldKind.CHECK: {"type": "boolean"},
        FieldKind.PICTURE: {"type": "string", "contentEncoding": "base64"},
        FieldKind.CODES: {"anyOf": [text, {"type": "array", "items": text}]},
    }
    return schemas[kind]
