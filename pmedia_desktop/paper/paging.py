"""A list that is longer than a page, on as many sheets of one form as it needs: no row goes to a continuation sheet.

Each sheet is the whole form with head and foot; its rows are those of aligned paragraph fields.
"""

from collections.abc import Mapping, Sequence

from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.filling import FillJob, compose
from pmedia_desktop.paper.fonts import BUILDING
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "paper.paging"
#: More rows than this never fit on a page at a size that can be read.
_MOST_ROWS = 64


def sheets_of(
    form: Form,
    values: Mapping[str, JsonValue],
    columns: Mapping[str, Sequence[str]],
    *,
    number_field: str,
    progress: Progress | None = None,
) -> list[FillJob]:
    """Return a job for each sheet; ``values`` stand on all of them, ``columns`` are shared out row by row.

    ``number_field`` is the text field that says which sheet of how many it is. A single row that fills more than a
    page stays alone on its sheet and is continued.
    """
    rows = max(map(len, columns.values()), default=0)
    shares: list[tuple[int, int]] = []
    begin = 0
    while begin < rows or not shares:
        if progress is not None:
            progress.step(begin, rows, form.title)
        end = _last_row(form, values, columns, begin, rows)
        shares.append((begin, end))
        begin = end
        if not rows:
            break
    jobs = []
    for number, (first, last) in enumerate(shares, 1):
        words = translate(_CONTEXT, "第{number}页，共{count}页").format(number=number, count=len(shares))
        jobs.append(_job(form, {**values, number_field: words}, columns, first, last))
    return jobs


def _last_row(
    form: Form, values: Mapping[str, JsonValue], columns: Mapping[str, Sequence[str]], begin: int, rows: int
) -> int:
    """Return behind which row the sheet ends that begins with ``begin``; found by halves."""
    fits, too_many = begin + 1, min(rows, begin + _MOST_ROWS) + 1
    while fits + 1 < too_many:
        middle = (fits + too_many) // 2
        with BUILDING:
            # What stands on every sheet may be continued; more rows or fewer do not change that.
            whole = columns.keys().isdisjoint(compose(_job(form, values, columns, begin, middle)).continued)
        if whole:
            fits = middle
        else:
            too_many = middle
    return min(fits, max(rows, 0))


def _job(
    form: Form, values: Mapping[str, JsonValue], columns: Mapping[str, Sequence[str]], begin: int, end: int
) -> FillJob:
    shared = {name: list(cells[begin:end]) for name, cells in columns.items() if cells[begin:end]}
    return FillJob(form=form, values={**values, **shared})
