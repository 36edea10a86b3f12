"""The journal in plain words."""

import re

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import Sample


def _all(office: Office) -> str:
    return "\n".join(
        "\n".join((line.what, line.subject.title, line.note, *line.details))
        for line in history.read_history(office, limit=500)
    )


def test_the_history_shows_words_and_names_no_codes_ids_or_hashes(office: Office, sample: Sample) -> None:
    filing_papers.print_filing(office, sample.change_id)
    told = _all(office)
    assert re.findall(r"[0-9a-f]{32,}", told) == []
    typed = r"https?://[\w./]+|gh_\w+|sphSLZ01|slzweizhengwu|slzfb[\w@.]+|lizhen@example\.cn"
    assert re.findall(r"[a-z_]{3,}", re.sub(typed, "", told).replace(".pdf", "")) == []


def test_a_new_holder_is_told_by_name(office: Office, sample: Sample) -> None:
    assert "账号管理员：“李𬱖”改为“陈𣲗”" in _all(office)


def test_a_filing_is_told_by_its_title(office: Office, sample: Sample) -> None:
    filing_papers.print_filing(office, sample.closure_id)
    newest = history.read_history(office, limit=1)[0]
    assert newest.subject.title == "关停备案：示例镇微政务（微信公众号）"
    assert "备案状态：“草稿”改为“送签中”" in newest.details


def test_what_happened_to_a_record_says_to_which(office: Office, sample: Sample) -> None:
    lines = history.read_history(office, limit=500)
    about_one = [line for line in lines if line.subject.id and line.details]
    assert {line.subject.kind for line in about_one} >= {SubjectKind.PUBLICATION, SubjectKind.FILING}
    assert [(line.what, line.subject.kind) for line in about_one if not line.subject.title] == []


def test_a_step_of_a_review_is_not_called_twice(office: Office, sample: Sample) -> None:
    told = _all(office)
    assert "审核：审核 待办" in told
    assert re.search(r"审核 审核|签发 签发|同意 同意", told) is None


def test_one_record_has_its_own_history(office: Office, sample: Sample) -> None:
    lines = history.read_history(office, Subject(SubjectKind.FILING, sample.opening_id))
    assert lines
    assert {line.subject.id for line in lines if line.subject.kind is SubjectKind.FILING} == {sample.opening_id}


def test_older_entries_are_read_page_by_page(office: Office, sample: Sample) -> None:
    first = history.read_history(office, limit=5)
    second = history.read_history(office, before=first[-1].number, limit=5)
    assert [line.number for line in (*first, *second)] == list(range(first[0].number, first[0].number - 10, -1))
