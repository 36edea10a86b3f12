"""Marks in a Word file: ``{{name}}`` stands where a field's value goes, ``{{name=word}}`` where a box is ticked.

A mark that somebody has typed may be called by the field's Chinese words (``{{单位名称}}``); the workshop writes names.
Braces may be full-width, as a Chinese keyboard gives them.
Literal text, no template language. Word cuts a line into runs as it likes, so a mark is found in the paragraph's
whole text and written into the run where it begins; what stands around it keeps its look.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

MARK = re.compile(r"[{｛]{2}\s*([a-z\u4e00-\u9fff][a-z0-9_\u4e00-\u9fff]*)(?:([.=＝])([^{}｛｝]{1,60}?))?\s*[}｝]{2}")
_WHITE = " \t\u3000\xa0"
_UNDERLINED = str.maketrans(_WHITE, "_＿＿_")
_BLANKS = re.compile("[ \u3000\xa0_＿]+")
_FEWEST_BLANKS = 3
"""Fewer part words, and stay."""
_SECTION_PARTS = (
    "header",
    "footer",
    "first_page_header",
    "first_page_footer",
    "even_page_header",
    "even_page_footer",
)


@dataclass(frozen=True)
class Mark:
    """A mark: the field's name, and the word whose box it is or the part of a date (year, month, day)."""

    name: str
    tick: str = ""
    part: str = ""

    def written(self) -> str:
        """Return the mark as it stands in the file."""
        if self.tick:
            return f"{{{{{self.name}={self.tick}}}}}"
        return f"{{{{{self.name}.{self.part}}}}}" if self.part else f"{{{{{self.name}}}}}"


def mark_in(found: "re.Match[str]") -> Mark:
    """Return the mark that the pattern found."""
    name, sign, rest = found.groups()
    return Mark(name, "" if sign == "." else rest or "", rest if sign == "." else "")


def marks_in(document: "Document") -> list[Mark]:
    """Return every mark of the document, in the order of the file."""
    return [mark for paragraph in paragraphs_of(document) for mark in marks_of(paragraph)]


def marks_of(paragraph: Any) -> list[Mark]:
    """Return the marks of one paragraph."""
    return [mark_in(found) for found in MARK.finditer(text_of(paragraph))]


def replace_marks(document: "Document", value: Callable[[Mark, Any], str | None], *, into_blanks: bool = False) -> None:
    """Write into each mark's place what ``value`` returns for it; None: it has put something there itself.

    ``value`` gets the mark and the run in which it begins. ``into_blanks``: words take up the blank behind the mark,
    so that what stands behind it on the line stays in its place.
    """
    for paragraph in paragraphs_of(document):
        replace_in(paragraph, value, into_blanks=into_blanks)


def replace_in(paragraph: Any, value: Callable[[Mark, Any], str | None], *, into_blanks: bool = False) -> None:
    """Do the same in one paragraph."""
    # From the last to the first: what was written before never moves the places of those still to come.
    for found in reversed(list(MARK.finditer(text_of(paragraph)))):
        run = _cut_out(paragraph, found.start(), found.end())
        mark = mark_in(found)
        words = value(mark, run)
        if words and into_blanks:
            run = _taken_up(paragraph, run, found.start(), words, keeps=0 if mark.part else 1)
        if words is not None:
            insert(run, words)


def _taken_up(paragraph: Any, run: Any, place: int, words: str, *, keeps: int) -> Any:
    """Take away as many blanks at ``place`` as words need, and return the run to write them into.

    Of a row of underscores that is a run of its own, underlined. ``keeps``: how many blanks have to stay; of a part of
    a date none, behind which 年, 月 or 日 is printed.
    """
    text = text_of(paragraph)
    blank = _BLANKS.match(text, place)
    if blank is None:
        return run
    if keeps and len(blank[0]) < _FEWEST_BLANKS:
        return run
    needed, count = _width(words), 0
    while count < len(blank[0]) - keeps and needed > 0:
        needed -= _width(blank[0][count])
        count += 1
    if blank[0][0] in "_＿":
        run = _behind(run)
        run.underline = True
    _cut_out(paragraph, place, place + count)
    return run


def _width(words: str) -> int:
    """Return how wide words are, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)


def _behind(run: Any) -> Any:
    """Return a new run behind another, in its look."""
    import copy

    from docx.text.run import Run

    new = Run(copy.deepcopy(run._r), run._parent)  # noqa: SLF001
    new.text = ""
    run._r.addnext(new._r)  # noqa: SLF001
    return new


def insert(run: Any, words: str) -> None:
    """Append words to a run, in its look, lines as line breaks."""
    for number, line in enumerate(words.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)


def text_of(paragraph: Any) -> str:
    """Return all words of a paragraph, of every run."""
    return "".join(run.text for run in _runs(paragraph))


def shown_text(paragraph: Any) -> str:
    """Return the words of a paragraph; underlined blanks, on which somebody writes, as underscores."""
    return "".join(_shown(run) for run in _runs(paragraph))


def _shown(run: Any) -> str:
    text = str(run.text)
    if not run.underline or MARK.sub("", text).strip(_WHITE):
        return text
    return text.translate(_UNDERLINED)


def write_over(paragraph: Any, start: int, end: int, words: str) -> None:
    """Write words over characters of a paragraph; if none, before the one at ``start`` or at the end."""
    if start < end:
        insert(_cut_out(paragraph, start, end), words)
    elif behind := text_of(paragraph)[start : start + 1]:
        insert(_cut_out(paragraph, start, start + 1), words + behind)
    else:
        insert(_runs(paragraph)[-1], words)


def in_brackets(before: str, behind: str) -> bool:
    """Whether the words around a mark are two brackets: then it is a box of brackets.

    （□是 □否） has a bracket before its first box as well, and none behind it.
    """
    return before.endswith(("(", "（")) and behind.startswith((")", "）"))


def around(run: Any) -> tuple[str, str]:
    """Return the words of a paragraph before the end of a run, where a mark was cut out, and behind it."""
    before, behind, passed = "", "", False
    for other in _runs(run._parent):  # noqa: SLF001 - a run has no other door to its paragraph
        if passed:
            behind += other.text
        else:
            before += other.text
            passed = other._r is run._r  # noqa: SLF001 - a run is told by its element
    return before, behind


def paragraphs_of(document: "Document") -> Iterator[Any]:
    """Return every paragraph: body, tables within tables, text boxes, heads and feet."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    elements = [(document.element.body, document)]
    for section in document.sections:
        elements += [
            (part._element, part)  # noqa: SLF001 - python-docx has no other door to a head's tables and text boxes
            for part in (getattr(section, name) for name in _SECTION_PARTS)
            if not part.is_linked_to_previous
        ]
    for element, parent in elements:
        for paragraph in element.iter(qn("w:p")):
            yield Paragraph(paragraph, parent)


def _runs(paragraph: Any) -> list[Any]:
    """Return the runs of a paragraph, those inside links and corrections too."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    return [
        Run(element, paragraph)
        for element in paragraph._p.iter(qn("w:r"))  # noqa: SLF001 - runs inside links are not among .runs
        if next(element.iterancestors(qn("w:p"))) is paragraph._p  # noqa: SLF001
    ]


def _cut_out(paragraph: Any, start: int, end: int) -> Any:
    """Take characters out of a paragraph; return the run in which they began, cut so that it ends there."""
    import copy

    from docx.text.run import Run

    place = 0
    begun: Any = None
    for run in _runs(paragraph):
        text = run.text
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= len(text) or last <= 0:
            continue
        before, after = text[:first], text[last:]
        if begun is None:
            begun = run
            if after:
                rest = Run(copy.deepcopy(run._r), paragraph)  # noqa: SLF001
                run._r.addnext(rest._r)  # noqa: SLF001
                rest.text = after
            run.text = before
        else:
            run.text = after
    return begun
