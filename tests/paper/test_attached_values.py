import base64
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.attached_values import attachment, parsed, read_attached, values_schema
from pmedia_desktop.paper.filling import FillJob, fill, fill_many
from pmedia_desktop.progress import Silent
from tests.paper.samples import VARIANTS, filing_form, small_form, values_for

SCHEMA = data_path("resources", "schemas", "filing-values.schema.json")


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_was_printed_can_be_read_back(variant: str) -> None:
    form, values = filing_form(), values_for(variant)
    (found,) = read_attached(fill(form, values, variant=variant).pdf)
    assert found.values == values
    assert (found.form, found.version, found.variant) == ("filing", form.version, variant)
    assert found.fingerprint == form.fingerprint


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_attached_file_keeps_to_the_published_schema(variant: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(attachment(filing_form(), variant, values_for(variant) | {"matter": variant}))
    jsonschema.validate(document, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document | {"values": {"followers": "many"}}, schema)


def test_the_published_schema_is_that_of_the_shipped_form() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == values_schema(filing_form())


def test_other_readers_find_the_attached_file_under_its_name() -> None:
    reader = PdfReader(io.BytesIO(fill(filing_form(), values_for("opening"), variant="opening").pdf))
    (content,) = reader.attachments["filing-values.json"]
    assert json.loads(content)["values"]["holder_name"] == "张小明"


def test_the_switch_leaves_the_values_out() -> None:
    filled = fill(filing_form(), values_for("opening"), variant="opening", attach_values=False)
    assert read_attached(filled.pdf) == []
    assert b"EmbeddedFile" not in filled.pdf


def test_a_stack_of_forms_carries_one_file_for_each() -> None:
    jobs = [FillJob(form=filing_form(), values={"followers": number}, variant="opening") for number in range(12)]
    found = read_attached(fill_many(jobs, Silent()))
    assert [one.values["followers"] for one in found] == list(range(12))
    assert read_attached(fill_many(jobs, Silent(), attach_values=False)) == []


def test_empty_fields_are_not_in_the_file() -> None:
    (found,) = read_attached(fill(filing_form(), {"purpose": " ", "reason": "合并"}, variant="closure").pdf)
    assert found.values == {"reason": "合并"}


def test_a_picture_travels_as_base64(tmp_path: Path, red_square: Callable[[str], bytes]) -> None:
    content = red_square("PNG")
    (found,) = read_attached(fill(small_form(tmp_path), {"picture": content}).pdf)
    assert found.values == {"picture": base64.b64encode(content).decode()}
    assert fill(small_form(tmp_path), found.values).pdf == fill(small_form(tmp_path), {"picture": content}).pdf


def test_what_is_no_pdf_is_wrong_input() -> None:
    with pytest.raises(InputError, match="PDF"):
        read_attached(b"not a pdf")


def test_damaged_values_are_wrong_input() -> None:
    with pytest.raises(InputError, match="读不懂"):
        parsed(b'{"form": 1}')
