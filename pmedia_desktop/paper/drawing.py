"""Draws composed pages with reportlab: the only place that knows its canvas."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import POINTS_PER_MM
from pmedia_desktop.paper.fitting import Line, Picture, Text
from pmedia_desktop.paper.fonts import FIRST_FONT, load_font
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.drawing"
A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
Matrix = tuple[float, float, float, float, float, float]
"""How a page is scaled, turned and moved as a whole, as PDF writes it; moves are points."""
_CREATOR = "pmedia-desktop"
_NO_DAY = "20000101"


@dataclass(frozen=True)
class DocumentInfo:
    """What a PDF says about itself; ``day`` is an ISO date, "" for none: the clock is never asked."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    day: str = ""


@dataclass(frozen=True)
class AttachedFile:
    """A file that travels inside the PDF."""

    name: str
    description: str
    content: bytes


Part = Fixed | Sequence[Text | Line | Picture]


@cache
def _canvas_class() -> Any:
    """Return the canvas, made on first use: importing reportlab takes time that a window's start has not."""
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfgen.canvas import Canvas

    class FormCanvas(Canvas):  # type: ignore[misc]
        """A canvas that keeps what it drew once, and takes files along."""

        def code_of(self, texts: Iterable[Text]) -> str:
            """Return the drawing operators of texts, all in one text object."""
            text = self.beginText()
            for piece in texts:
                text.setTextOrigin(piece.x, piece.y)
                text.setFont(piece.font, piece.size)
                text.textOut(piece.words)
            code: str = text.getCode()
            return code

        def attach(self, files: Sequence[AttachedFile], day: str) -> None:
            """Embed files in the name tree, where readers look for them."""
            names: list[Any] = []
            for file in sorted(files, key=lambda file: file.name):
                stream = pdfdoc.PDFStream(
                    dictionary=pdfdoc.PDFDictionary(
                        {
                            "Type": pdfdoc.PDFName("EmbeddedFile"),
                            "Subtype": "/application#2Fjson",  # PDFName leaves the slash in
                            "Params": pdfdoc.PDFDictionary(
                                {"Size": len(file.content), "ModDate": pdfdoc.PDFString(f"D:{day}")}
                            ),
                        }
                    ),
                    content=file.content,
                    filters=[pdfdoc.PDFZCompress],
                )
                reference = self._doc.Reference(stream)
                specification = self._doc.Reference(
                    pdfdoc.PDFDictionary(
                        {
                            "Type": pdfdoc.PDFName("Filespec"),
                            "F": pdfdoc.PDFString(file.name),
                            "UF": pdfdoc.PDFString(file.name),
                            "Desc": pdfdoc.PDFString(file.description),
                            "EF": pdfdoc.PDFDictionary({"F": reference, "UF": reference}),
                        }
                    )
                )
                names += [pdfdoc.PDFString(file.name), specification]
            tree = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})
            self._doc.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": self._doc.Reference(tree)})

    return FormCanvas


class Drawing:
    """A PDF that is being drawn, page after page. Needs ``fonts.BUILDING`` from beginning to end."""

    def __init__(self, info: DocumentInfo) -> None:
        load_font(FIRST_FONT)
        self._file = io.BytesIO()
        self._day = _day_of(info)
        self._canvas = _canvas_class()(
            self._file,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            lang="zh-CN",
            pdfVersion=(1, 7),
            initialFontName=FIRST_FONT,
            initialFontSize=11,
        )
        self._fixed: dict[Fixed, str] = {}
        self.pages = 0
        describe(self._canvas, info)

    def page(self, parts: Iterable[Part], size: tuple[float, float] = A4, moved: Matrix | None = None) -> None:
        """Draw one page of a size in points, ``moved`` as a whole: fixed parts are translated once for the document."""
        self._canvas.setPageSize(size)
        if moved:
            self._canvas.transform(*moved)
        for part in parts:
            if isinstance(part, Fixed):
                self._canvas.addLiteral(self._fixed_code(part))
            else:
                self._values(part)
        self._canvas.showPage()
        self.pages += 1

    def _fixed_code(self, part: Fixed) -> str:
        code = self._fixed.get(part)
        if code is None:
            code = "\n".join([*map(_line_code, part.lines), self._canvas.code_of(part.texts)])
            self._fixed[part] = code
        return code

    def _values(self, part: Sequence[Text | Line | Picture]) -> None:
        rules = [_line_code(piece) for piece in part if isinstance(piece, Line)]
        if rules:
            self._canvas.addLiteral("\n".join(rules))
        texts = [piece for piece in part if isinstance(piece, Text)]
        if texts:
            self._canvas.addLiteral(self._canvas.code_of(texts))
        for piece in part:
            if isinstance(piece, Picture):
                self._picture(piece)

    def _picture(self, piece: Picture) -> None:
        from PIL import Image, UnidentifiedImageError
        from reportlab.lib.utils import ImageReader

        try:
            with Image.open(io.BytesIO(piece.content)) as image:
                image.load()
                reader = ImageReader(image.convert("RGB") if image.mode not in ("L", "RGB") else image.copy())
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError, SyntaxError) as problem:
            raise InputError(
                translate(_CONTEXT, "有一张图片打不开。"), translate(_CONTEXT, "请换成 PNG 或 JPEG 图片。")
            ) from problem
        self._canvas.drawImage(
            reader, piece.x, piece.y, piece.width, piece.height, preserveAspectRatio=True, anchor="c"
        )

    def finish(self, files: Sequence[AttachedFile] = ()) -> bytes:
        """Close the document and return it."""
        if files:
            self._canvas.attach(files, self._day)
        self._canvas.save()
        return self._file.getvalue()


def describe(canvas: Any, info: DocumentInfo) -> None:
    """Write what a document says about itself; it is printed in its true size."""
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject)
    canvas.setKeywords(info.keywords)
    canvas.setCreator(_CREATOR)
    canvas.setProducer(_CREATOR)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: f"D:{_day_of(info)}000000+08'00'")


def _day_of(info: DocumentInfo) -> str:
    return info.day.replace("-", "") or _NO_DAY


def _line_code(line: Line) -> str:
    return f"{line.width:g} w {line.x0:.2f} {line.y0:.2f} m {line.x1:.2f} {line.y1:.2f} l S"
