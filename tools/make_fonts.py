"""Makes the subset fonts of ``resources/fonts`` again, and counts what the fonts cover.

Not part of the program and not run by its checks; needs fonttools. The sources are named in
``resources/fonts/README.md``; put them into one folder, with Unihan's files of the Unicode database:

    python tools/make_fonts.py make SOURCES TARGET
    python tools/make_fonts.py count resources/fonts SOURCES
"""

import argparse
import bz2
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

BODY = "LXGWZhuqueFangsong-Regular.ttf"
_SYMBOL_BLOCKS = (
    (0x20, 0x7F), (0xA0, 0x180), (0x2000, 0x2070), (0x2100, 0x2150), (0x2160, 0x2180), (0x2190, 0x2300),
    (0x2460, 0x2580), (0x25A0, 0x27C0), (0x3000, 0x3100), (0x3200, 0x3400), (0xFE10, 0xFE70), (0xFF00, 0xFFF0),
)  # fmt: skip
_DROPPED = ["GPOS", "GDEF", "BASE", "STAT", "DSIG", "VORG", "gasp", "prep", "fpgm", "cvt "]


def gb2312() -> set[int]:
    """Return the 6,763 characters of GB 2312."""
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            if not (high == 0xD7 and low > 0xF9):
                found.add(ord(bytes([high, low]).decode("gb2312")))
    return found


def general_standard(sources: Path) -> set[int]:
    """Return the 8,105 characters of 通用规范汉字表: Unihan's kTGH."""
    found = set()
    for path in sorted(sources.glob("Unihan_*.txt*")):
        content = bz2.decompress(path.read_bytes()) if path.suffix == ".bz2" else path.read_bytes()
        lines = content.decode("utf-8").splitlines()
        found |= {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    return found


def symbols() -> set[int]:
    """Return letters, punctuation, numbers in circles, arrows and the like."""
    return {point for start, end in _SYMBOL_BLOCKS for point in range(start, end)}


def characters(path: Path) -> set[int]:
    """Return what a font maps to a glyph."""
    return set(TTFont(path, lazy=True).getBestCmap())


def make_subset(source: Path, target: Path, wanted: set[int]) -> None:
    """Write a font with these characters only, without hinting and with vertical forms."""
    options = subset.Options()
    options.layout_features = ["vert", "vrt2"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += _DROPPED
    font = subset.load_font(source, options)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=wanted)
    maker.subset(font)
    subset.save_font(font, target, options)


Outline = list[tuple[int, int]]
_SQUARE: Outline = [(90, -40), (90, 780), (910, 780), (910, -40)]
_HOLLOW: Outline = [(142, 12), (858, 12), (858, 728), (142, 728)]
_TICK: Outline = [(215, 395), (300, 455), (430, 250), (770, 690), (835, 640), (430, 105)]
_STROKES: tuple[Outline, Outline] = (
    [(215, 640), (275, 695), (785, 100), (725, 45)],
    [(725, 695), (785, 640), (275, 45), (215, 100)],
)
_SHAPES: dict[str, tuple[Outline, ...]] = {
    ".notdef": (_SQUARE, _HOLLOW, *_STROKES),
    "space": (),
    "box": (_SQUARE, _HOLLOW),
    "boxcheck": (_SQUARE, _HOLLOW, _TICK),
    "boxx": (_SQUARE, _HOLLOW, *_STROKES),
    "black": (_SQUARE,),
    "check": (_TICK,),
}
_MAPPED = {
    0x20: "space", 0x2610: "box", 0x25A1: "box", 0x2611: "boxcheck", 0x2612: "boxx",
    0x25A0: "black", 0x2713: "check", 0x221A: "check",
}  # fmt: skip


def make_symbols(target: Path) -> None:
    """Draw ☐ ☑ ☒ □ ■ √ ✓, each as wide as a Chinese character."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(_SHAPES))
    builder.setupCharacterMap(_MAPPED)
    glyphs = {}
    for name, outlines in _SHAPES.items():
        pen = TTGlyphPen(None)
        for outline in outlines:
            pen.moveTo(outline[0])
            for point in outline[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {name: (500 if name == "space" else 1000, getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"familyName": "FormSymbols", "styleName": "Regular", "psName": "FormSymbols-Regular"}
    builder.setupNameTable(names | {"fullName": "FormSymbols", "uniqueFontIdentifier": "FormSymbols", "version": "1.0"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(target)


def make(sources: Path, target: Path) -> None:
    """Make every font that is not shipped unmodified."""
    target.mkdir(parents=True, exist_ok=True)
    serif = sources / "NotoSerifSC_400Regular.ttf"
    jobs = [
        ("NotoSansSC_500Medium.ttf", "NotoSansSC-Medium.subset.ttf", general_standard(sources) | symbols()),
        ("NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.subset.ttf", gb2312() | symbols()),
        (serif.name, "NotoSerifSC-Regular.rare.ttf", characters(serif) - characters(sources / BODY) | {0x20}),
    ]
    for source, name, wanted in jobs:
        make_subset(sources / source, target / name, wanted)
    make_symbols(target / "FormSymbols.ttf")
    drawn = set().union(*(characters(path) for path in (sources / BODY, *target.glob("Noto*.ttf"))))
    last = sources / "HanaMinB.ttf"
    make_subset(last, target / "HanaMinB.extensions.ttf", characters(last) & set(_extensions()) - drawn | {0x20})


def _extensions() -> Iterator[int]:
    """Yield the Han characters beyond U+FFFF of GB 18030-2022 level 3: the extensions B to F."""
    for first, last in (
        (0x20000, 0x2A6D6),
        (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0),
    ):
        yield from range(first, last + 1)


def _han() -> Iterator[int]:
    """Yield the Han characters of GB 18030-2022 level 2 without those of the general standard beyond U+FFFF."""
    yield from range(0x4E00, 0x9FF0)
    yield from range(0x3400, 0x4DB6)
    yield from (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29)
    yield from (0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE)


def count(fonts: Path, sources: Path) -> None:
    """Print what each font and all together cover."""
    standard = general_standard(sources)
    level_2 = set(_han()) | {point for point in standard if point > 0xFFFF}
    level_3 = level_2 | set(_extensions())
    sets = {
        "GB 2312": gb2312(),
        "通用规范汉字表": standard,
        "GB 18030-2022 level 2": level_2,
        "GB 18030-2022 level 3": level_3,
    }
    together: set[int] = set()
    for path in sorted(fonts.glob("*.ttf")):
        own = characters(path)
        together |= own
        _print_row(path.name, own, sets)
    _print_row("together", together, sets)


def _print_row(name: str, own: set[int], sets: dict[str, set[int]]) -> None:
    covered = ", ".join(f"{label} {len(own & wanted)}/{len(wanted)}" for label, wanted in sets.items())
    sys.stdout.write(f"{name}: {len(own)} characters; {covered}\n")


def main() -> None:
    """Make or count, as the command says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["make", "count"])
    parser.add_argument("first", type=Path, help="make: the sources; count: the fonts")
    parser.add_argument("second", type=Path, help="make: where the fonts go; count: the sources")
    arguments = parser.parse_args()
    {"make": make, "count": count}[arguments.command](arguments.first, arguments.second)


if __name__ == "__main__":
    main()
