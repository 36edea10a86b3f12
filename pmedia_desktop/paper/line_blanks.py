"""Blanks in a line of words that stands outside tables: 填报单位：＿＿＿　填报日期：　年　月　日."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmedia_desktop.paper.check_boxes import check_boxes
from pmedia_desktop.paper.declaration import DatePart

BLANK = " \t\u3000\xa0_＿"
"""What stands where something is to be written."""
_GAP = re.compile(rf"[:：][{BLANK}]*|[_＿]{{2,}}[{BLANK}]*")
_DATE = re.compile(r"~*(20)?(~*)年(~*)月(?:(~*)日|(?!~*日))(?![\w(（])".replace("~", f"[{BLANK}]"))
_BETWEEN_LABELS = re.compile(r"[ \xa0]{2,}|[\t\n\u3000_＿，,。；;]+")
_SEEN = 2
"""Blank characters that show that something belongs there; fewer part words."""
_LONGEST_LABEL = 20
_MARKS = ("{{", "｛｛")


@dataclass(frozen=True)
class LineBlank:
    """A blank from ``start`` to before ``end`` and the label that stands before it.

    ``part`` of a date; ``tick`` is the word of a check box. At the end of a line the blank may be empty: nothing is
    behind the label's colon.
    """

    label: str
    start: int
    end: int
    part: DatePart | None = None
    tick: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether the line shows a blank here."""
        return self.part is not None or bool(self.tick) or self.end - self.start >= _SEEN


def line_blanks(text: str) -> list[LineBlank]:
    """Return the blanks of a line, from left to right: behind a colon, underscores, before 年, 月, 日, check boxes."""
    boxes = _boxes_in(text)
    found: list[LineBlank] = []
    begin = 0
    for gap in _GAP.finditer(text):
        if gap.start() < begin or any(box.start == gap.end() for box in boxes):
            continue
        label = _label_in(_label_behind(boxes, text, begin, gap.start()))
        start = gap.start() + (text[gap.start()] in ":：")
        begin = gap.end()
        if date := _DATE.match(text, start):
            found += _date_parts(label, date, start)
            begin = date.end()
        elif (
            label and not text.startswith(_MARKS, gap.end()) and (gap.end() - start >= _SEEN or _ends(text, gap.end()))
        ):
            found.append(LineBlank(label, start, gap.end()))
    if not found and not boxes and (date := _DATE.fullmatch(text.rstrip())):
        found += _date_parts("", date, 0)
    return sorted([*boxes, *found], key=lambda blank: blank.start)


def blanks_in_cell(lines: Sequence[str]) -> list[list[LineBlank]]:
    """Return the blanks of each line of a cell that has several, or one that is not its end.

    None where a label at the end of a cell, boxes alone or 年月日 alone ask for one value of the whole cell.
    """
    found = [line_blanks(line) for line in lines]
    labels = {blank.label for line in found for blank in line if blank.label and not blank.tick}
    has_boxes = any(blank.tick for line in found for blank in line)
    is_inside = any(
        blank.label and not blank.tick and (blank.part or (blank.is_seen and line[blank.end :].strip(BLANK)))
        for line, blanks in zip(lines, found, strict=True)
        for blank in blanks
    )
    return found if len(labels) > 1 or (labels and has_boxes) or is_inside else [[] for _ in lines]


def _label_behind(boxes: Sequence[LineBlank], text: str, begin: int, end: int) -> str:
    """Return the words before a blank that are behind the last box before it."""
    return text[max([begin, *(box.end for box in boxes if box.start < end)]) : end]


def _boxes_in(text: str) -> list[LineBlank]:
    """Return the check boxes of a line; none where a box has no word or a sentence."""
    boxes = check_boxes(text)
    if not boxes or any(not box.word or len(box.word) > _LONGEST_LABEL for box in boxes):
        return []
    head = text[: boxes[0].start]
    colon = max(head.rfind(":"), head.rfind("："))
    label = _label_in((head[:colon] if colon >= 0 else head.rstrip("(（"))[-_LONGEST_LABEL:])
    # （□开设 □变更）: the bracket around all of them is no part of the last word.
    around = "）)" if head.endswith(("(", "（")) else ""
    return [LineBlank(label, box.start, box.end, tick=box.word.rstrip(around or " ")) for box in boxes]


def _ends(text: str, place: int) -> bool:
    """Whether nothing more stands on the line."""
    return not text[place:].split("\n")[0].strip(BLANK)


def _label_in(words: str) -> str:
    """Return the last label of words; none for a sentence."""
    label = next((part.strip() for part in reversed(_BETWEEN_LABELS.split(words)) if part.strip()), "")
    return label if len(label) <= _LONGEST_LABEL else ""


def _date_parts(label: str, date: re.Match[str], start: int) -> Iterator[LineBlank]:
    year = DatePart.SHORT_YEAR if date[1] else DatePart.YEAR
    yield LineBlank(label, date.start(2) if date[1] else start, date.end(2), year)
    yield LineBlank(label, date.start(3), date.end(3), DatePart.MONTH)
    if date[4] is not None:
        yield LineBlank(label, date.start(4), date.end(4), DatePart.DAY)
