"""The continuation sheet (续页): what no cell could hold, whole, in a readable size, on as many pages as needed."""

from collections.abc import Iterator, Sequence

from pmedia_desktop.paper.arrangement import PADDING, Box, text_box
from pmedia_desktop.paper.composing import Continued
from pmedia_desktop.paper.declaration import Align, Form
from pmedia_desktop.paper.fitting import Line, Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import Typeface
from pmedia_desktop.paper.frames import INNER, frame_lines
from pmedia_desktop.paper.setting import naming
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.continuation"
_TITLE_SIZE = 16.0
_SIZE = 12.0
_PITCH = 1.5
_HEAD_PITCH = 1.9


def continuation_pages(form: Form, about: Sequence[tuple[str, str]], items: Sequence[Continued]) -> list[Fixed]:
    """Compose the pages; ``about`` are the labels and values that say whose sheet it is."""
    pages = []
    page = _Sheet(form, about)
    for number, item in enumerate(items):
        if number and page.has_room(_HEAD_PITCH + _PITCH):
            page.rule()
        elif number:
            pages.append(page.finish())
            page = _Sheet(form, about)
        page.heading(f"{item.number}.{item.label}")
        for line in _lines(form, item):
            if not page.has_room(_PITCH):
                pages.append(page.finish())
                page = _Sheet(form, about)
            page.line(line)
    pages.append(page.finish())
    return pages


def _lines(form: Form, item: Continued) -> Iterator[str]:
    with naming(item.label, item.names[0]):
        for entry in item.entries:
            yield from lines_at(breakables(entry, Typeface.BODY), text_box(form).width - 4 * PADDING, _SIZE)


class _Sheet:
    """One page that is being filled from the top."""

    def __init__(self, form: Form, about: Sequence[tuple[str, str]]) -> None:
        self._form = form
        self._area = text_box(form)
        self._texts: list[Text] = []
        self._rules: list[Line] = []
        self._note = self._broken(form.continuation_note, form.sizes.note)
        self._floor = self._area.bottom + (len(self._note) + 0.5) * form.sizes.note * _PITCH
        self._y = self._area.top
        self._head(about)
        self._frame_top = self._y

    def _broken(self, words: str, size: float) -> list[str]:
        with naming("continuation_note"):
            return lines_at(breakables(words, Typeface.BODY), self._area.width, size) if words else []

    def _head(self, about: Sequence[tuple[str, str]]) -> None:
        title = self._form.title + translate(_CONTEXT, "（续页）")
        for line in lines_at(breakables(title, Typeface.TITLE), self._area.width, _TITLE_SIZE):
            self._put(line, Typeface.TITLE, _TITLE_SIZE, _HEAD_PITCH, Align.CENTER)
        for label, value in about:
            with naming(label):
                words = breakables(label + value.replace("\n", " "), Typeface.BODY)
            for line in lines_at(words, self._area.width, self._form.sizes.value):
                self._put(line, Typeface.BODY, self._form.sizes.value, _PITCH, Align.LEFT)
        self._y -= PADDING

    def _put(self, line: str, typeface: Typeface, size: float, pitch: float, align: Align, inset: float = 0.0) -> None:
        self._y -= size * pitch
        edges = (self._area.x + inset, self._area.right - inset)
        self._texts += set_aligned(line, typeface, size, edges, self._y + size * (pitch - 1) / 2 + size * 0.12, align)

    def has_room(self, pitches: float) -> bool:
        """Whether that many lines (in font sizes) still fit above the foot."""
        return self._y - pitches * _SIZE >= self._floor + PADDING

    def heading(self, words: str) -> None:
        """Begin an item."""
        for line in lines_at(breakables(words, Typeface.HEADING), self._area.width - 4 * PADDING, _SIZE):
            self._put(line, Typeface.HEADING, _SIZE, _HEAD_PITCH, Align.LEFT, 2 * PADDING)

    def line(self, words: str) -> None:
        """Add a line of an item's text."""
        self._put(words, Typeface.BODY, _SIZE, _PITCH, Align.LEFT, 2 * PADDING)

    def rule(self) -> None:
        """Draw the line between two items."""
        self._y -= PADDING
        self._rules.append(Line(INNER, self._area.x, self._y, self._area.right, self._y))

    def finish(self) -> Fixed:
        """Close the frame, put the note under it and return the page."""
        bottom = self._y - 2 * PADDING
        frame = Box(self._area.x, bottom, self._area.width, self._frame_top - bottom)
        size = self._form.sizes.note
        for number, line in enumerate(self._note):
            y = bottom - PADDING - size - number * size * _PITCH
            self._texts += set_aligned(line, Typeface.BODY, size, (self._area.x, self._area.right), y, Align.LEFT)
        return Fixed((*self._rules, *frame_lines([], frame)), tuple(self._texts))
