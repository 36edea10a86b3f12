"""Every code has its own Chinese word."""

import inspect
from enum import StrEnum

import pytest

from pmedia_desktop.model import (
    account,
    attachment,
    custody,
    filing,
    finding,
    handover,
    incident,
    inspection,
    keys,
    message,
    publication,
    settings,
    superior_task,
    term_list,
    unit,
    words,
)
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.settings import OpeningReading

_ENUMS = [
    enum
    for module in (
        account,
        attachment,
        custody,
        filing,
        finding,
        handover,
        incident,
        inspection,
        keys,
        message,
        publication,
        settings,
        superior_task,
        term_list,
        unit,
    )
    for _, enum in inspect.getmembers(module, inspect.isclass)
    if issubclass(enum, StrEnum) and enum not in (StrEnum, SubjectKind)
]


@pytest.mark.parametrize("enum", _ENUMS, ids=lambda enum: enum.__name__)
def test_every_code_has_a_word_of_its_own(enum: type[StrEnum]) -> None:
    spoken = [words.word(code) for code in enum]
    assert len(set(spoken)) == len(spoken)


def test_equal_codes_of_different_kinds_have_different_words() -> None:
    assert AttachmentKind.APPROVAL == OpeningReading.APPROVAL
    assert words.word(AttachmentKind.APPROVAL) == "主要领导批示或会议纪要"
    assert words.word(OpeningReading.APPROVAL) == "从主要领导批准之日起算"


@pytest.mark.parametrize(
    "record",
    [
        unit.Unit,
        unit.Person,
        account.Account,
        custody.Credential,
        handover.Handover,
        settings.Settings,
        publication.Publication,
        superior_task.SuperiorTask,
        superior_task.MonthlyFigures,
        term_list.TermList,
        message.Message,
        inspection.SelfInspection,
        inspection.Problem,
        inspection.CheckItem,
        incident.Incident,
        incident.Sanction,
        incident.ManagementRules,
    ],
    ids=lambda record: record.__name__,
)
def test_every_field_has_a_chinese_label(record: type) -> None:
    unnamed = [
        field for field in inspect.get_annotations(record) if field != "id" and words.field_label(field) == field
    ]
    assert unnamed == []


def test_a_persons_name_is_called_so() -> None:
    assert words.field_label("name", of_person=True) == "姓名"
