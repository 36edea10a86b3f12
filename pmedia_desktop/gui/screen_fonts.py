"""Whether the screen's fonts draw every character of a name, or leave a box."""

from PySide6.QtGui import QFont, QGuiApplication, QTextLayout


def undrawn(text: str) -> list[str]:
    """Return the characters of ``text`` that no font of the application has."""
    font = QGuiApplication.font()
    return [character for character in text if not _is_drawn(character, font)]


def _is_drawn(character: str, font: QFont) -> bool:
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and all(glyphs)
