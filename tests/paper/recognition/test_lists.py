"""Tables with a row for each account: what no label tells is not proposed."""

import io

import docx
import pytest

from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.recognition.proposing import proposals
from pmedia_desktop.progress import Silent


def _sources(*rows: tuple[str, ...]) -> list[list[str]]:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    found: list[list[str]] = [[""] * len(rows[0]) for _ in rows]
    for one in proposals(recognised(file.getvalue(), Silent()).pages):
        _, row, column = one.cell.table_place
        found[row][column] = one.source
    return found


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("", "", "")])
def test_only_the_first_row_of_a_list_gets_the_account(numbers):
    head = ("序号", "账号名称", "平台", "账号管理员", "联系电话")
    found = _sources(head, *[(number, "", "", "", "") for number in numbers])
    assert found[1][1:] == ["account.name", "account.platform", "holder.name", "holder.phone"]
    assert not any("".join(row) for row in (found[0], *found[2:]))


def test_rows_that_say_whom_they_are_for_are_all_proposed():
    found = _sources(("", "姓名", "联系电话"), ("主要领导", "", ""), ("分管领导", "", ""))
    assert found[1:] == [["", "principal.name", "principal.phone"], ["", "deputy.name", "deputy.phone"]]
