"""What filling a form costs, beside a bare reportlab canvas that draws the same strings and lines, and beside peers.

Run from the repository's root: ``python -m benchmarks.forms [--check]``. Both sides take turns in one run, with the
fonts loaded, and their medians are compared. With ``--check`` the exit code is 1 when a bound of the project is broken:
one form at most 1.5 times the bare canvas, many in one file at most 2 times.
"""

import argparse
import io
import sys

from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import in_turn
from benchmarks.peers import measure_peers
from benchmarks.sample_values import filing_values
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.filling import FillJob, compose, fill, fill_many
from pmedia_desktop.paper.fitting import Line, Text
from pmedia_desktop.paper.fonts import BUILDING
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.progress import Silent

ONE_BOUND = 1.5
MANY_BOUND = 2.0
Page = list[Text | Line]


def recorded(job: FillJob) -> list[Page]:
    """Return every string and line of a filled form, page by page."""
    with BUILDING:
        composed = compose(job)
    pages = []
    for parts in composed.pages:
        page: Page = []
        for part in parts:
            if isinstance(part, Fixed):
                page += [*part.lines, *part.texts]
            else:
                page += [piece for piece in part if isinstance(piece, Text)]
        pages.append(page)
    return pages


def replay(forms: list[list[Page]]) -> bytes:
    """Draw the recorded strings and lines with nothing but reportlab's canvas."""
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1, initialFontName="fangsong")
    for pages in forms:
        for page in pages:
            for piece in page:
                if isinstance(piece, Line):
                    canvas.setLineWidth(piece.width)
                    canvas.line(piece.x0, piece.y0, piece.x1, piece.y1)
                else:
                    canvas.setFont(piece.font, piece.size)
                    canvas.drawString(piece.x, piece.y, piece.words)
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def measure_one(form: Form, variant: str) -> float:
    values = filing_values(1, variant)
    job = FillJob(form=form, values=values, variant=variant)
    pages = [recorded(job)]
    ours, bare = in_turn(25, lambda: fill(form, values, variant=variant), lambda: replay(pages))
    print(f"one form ({variant}): {ours * 1000:.1f} ms, bare canvas {bare * 1000:.1f} ms, ratio {ours / bare:.2f}")
    return ours / bare


def measure_many(form: Form, count: int) -> float:
    variants = form.variants
    jobs = [
        FillJob(form=form, values=filing_values(number, variants[number % 3]), variant=variants[number % 3])
        for number in range(count)
    ]
    pages = [recorded(job) for job in jobs]
    ours, bare = in_turn(3, lambda: fill_many(jobs, Silent()), lambda: replay(pages))
    print(f"{count} forms in one file: {ours:.2f} s, bare canvas {bare:.2f} s, ratio {ours / bare:.2f}")
    return ours / bare


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit code 1 when a bound is broken")
    parser.add_argument("--count", type=int, default=1000, help="forms in one file")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    arguments = parser.parse_args()
    form = load_form("filing")
    for variant in form.variants:
        fill(form, filing_values(0, variant), variant=variant)
    one = max(measure_one(form, variant) for variant in form.variants)
    many = measure_many(form, arguments.count)
    if not arguments.no_peers:
        job = FillJob(form=form, values=filing_values(1, "change"), variant="change")
        measure_peers(lambda: fill(form, job.values, variant="change").pdf, recorded(job)[0])
    broken = one > ONE_BOUND or many > MANY_BOUND
    print(f"bounds: one form {ONE_BOUND}, many {MANY_BOUND}: {'BROKEN' if broken else 'kept'}")
    return 1 if broken and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
