"""Other tools that make PDFs, drawing the same page: those that are installed here, each by its own means."""

import html
import importlib.util
import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, in_turn
from pmedia_desktop.data_files import data_path
from pmedia_desktop.paper.fitting import Line, Text

_HEIGHT = 842
_FAMILIES = {
    "fangsong": ("Zhuque Fangsong (technical preview)", "LXGWZhuqueFangsong-Regular.ttf"),
    "heiti": ("Noto Sans SC", "NotoSansSC-Medium.subset.ttf"),
    "title": ("Noto Serif SC", "NotoSerifSC-Bold.subset.ttf"),
    "rare": ("Noto Serif SC", "NotoSerifSC-Regular.rare.ttf"),
    "latin": ("Liberation Serif", "LiberationSerif-Regular.ttf"),
    "symbols": ("FormSymbols", "FormSymbols.ttf"),
}
Page = Sequence[Text | Line]


def platypus(page: Page) -> bytes:
    """Set the strings as paragraphs of a platypus table, which breaks and places them itself."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    style = ParagraphStyle("cell", fontName="fangsong", fontSize=9, leading=11, wordWrap="CJK")
    words = [Paragraph(html.escape(piece.words), style) for piece in page if isinstance(piece, Text)]
    rows = [words[start : start + 4] for start in range(0, len(words) - len(words) % 4, 4)]
    file = io.BytesIO()
    document = SimpleDocTemplate(file, topMargin=20, bottomMargin=20, initialFontName="fangsong")
    document.build([Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black")]))])
    return file.getvalue()


def typst(page: Page) -> bytes:
    """Place every string and line where it stands, in Typst's own language."""
    source = ['#set page(paper: "a4", margin: 0pt)', '#set text(top-edge: "baseline", bottom-edge: "baseline")']
    for piece in page:
        if isinstance(piece, Line):
            start, end = f"{piece.x0}pt, {_HEIGHT - piece.y0}pt", f"{piece.x1}pt, {_HEIGHT - piece.y1}pt"
            source.append(f"#place(line(start: ({start}), end: ({end}), stroke: {piece.width}pt))")
        else:
            words = piece.words.replace("\\", "\\\\").replace('"', '\\"')
            family = _FAMILIES[piece.font][0]
            source.append(
                f"#place(dx: {piece.x}pt, dy: {_HEIGHT - piece.y}pt, "
                f'text(font: "{family}", size: {piece.size}pt, "{words}"))'
            )
    return bytes(_typst_compiler().compile("\n".join(source).encode()))


@cache
def _typst_compiler() -> Any:
    import typst as package

    return package.Compiler(font_paths=[str(data_path("resources", "fonts"))], ignore_system_fonts=True)


def weasyprint(page: Page) -> bytes:
    """Place every string and line as an absolutely positioned element."""
    marks = []
    for piece in page:
        if isinstance(piece, Line):
            size = f"width:{max(piece.x1 - piece.x0, 0.6)}pt;height:{max(piece.y1 - piece.y0, 0.6)}pt;background:black"
            marks.append(f"<i style='left:{piece.x0}pt;top:{_HEIGHT - piece.y1}pt;{size}'></i>")
        else:
            place = f"left:{piece.x}pt;top:{_HEIGHT - piece.y - piece.size}pt"
            style = f"{place};font:{piece.size}pt {piece.font}"
            marks.append(f"<span style='{style}'>{html.escape(piece.words)}</span>")
    renderer, styles, fonts = _weasyprint_styles()
    page_source = renderer.HTML(string=f"<html><body>{''.join(marks)}</body></html>")
    return bytes(page_source.write_pdf(stylesheets=[styles], font_config=fonts))


@cache
def _weasyprint_styles() -> tuple[Any, Any, Any]:
    import weasyprint as package
    from weasyprint.text.fonts import FontConfiguration

    folder = data_path("resources", "fonts")
    faces = "".join(
        f"@font-face {{font-family: {name}; src: url('{(folder / file).as_uri()}')}}"
        for name, (_, file) in _FAMILIES.items()
    )
    rest = "@page {size: A4; margin: 0} i, span {position: absolute; white-space: pre}"
    fonts = FontConfiguration()
    return package, package.CSS(string=faces + rest, font_config=fonts), fonts


def libreoffice(page: Page) -> bytes:
    """Convert a document with the same strings in a table."""
    cells = [f"<td>{html.escape(piece.words)}</td>" for piece in page if isinstance(piece, Text)]
    rows = "".join(f"<tr>{''.join(cells[start : start + 4])}</tr>" for start in range(0, len(cells), 4))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "form.html")
        source.write_text(f"<html><meta charset=utf-8><table border=1>{rows}</table></html>", encoding="utf-8")
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def _installed() -> list[tuple[str, Callable[[Page], bytes], int]]:
    peers: list[tuple[str, Callable[[Page], bytes], int]] = [("platypus", platypus, 9)]
    if importlib.util.find_spec("typst"):
        peers.append(("typst", typst, 9))
    if importlib.util.find_spec("weasyprint"):
        peers.append(("WeasyPrint", weasyprint, 5))
    if shutil.which("soffice"):
        peers.append(("LibreOffice", libreoffice, 3))
    return peers


def figures(ours: Callable[[], bytes], page: Page) -> Iterator[Figure]:
    """Yield one form beside each peer that is installed; both have drawn one before, and take turns."""
    for name, make, rounds in _installed():
        ours()
        make(page)
        own, peer = in_turn(rounds, ours, lambda make=make: make(page))  # type: ignore[misc]
        yield Figure("form, one, beside a peer", own * 1000, "ms", peer * 1000, name)


def measure_peers(ours: Callable[[], bytes], page: Page) -> None:
    """Print a table: first and later time of one form, and the size of the file."""
    print("| one form | first ms | later ms | KB |\n|---|---|---|---|")
    own: tuple[str, Callable[[Page], bytes], int] = ("pmedia-desktop", lambda _page: ours(), 9)
    rows = [own, *_installed()]
    for name, make, rounds in rows:
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            pdf = make(page)
            times.append(time.perf_counter() - start)
        later = statistics.median(times[1:])
        print(f"| {name} | {times[0] * 1000:.0f} | {later * 1000:.1f} | {len(pdf) / 1000:.0f} |")
    for name in sorted({"typst", "WeasyPrint", "LibreOffice"} - {name for name, _, _ in rows}):
        print(f"{name} is not installed here")
