"""The Designer files' strings pass through the same door as all others."""

from PySide6.QtCore import QTranslator

from pmedia_desktop.texts import translate


class CatalogueTranslator(QTranslator):
    """Qt asks it with the file's class as the context."""

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, _count: int = -1
    ) -> str:  # named by Qt
        """Return the translation; the source itself where there is none."""
        return translate(context, source)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there is something to be asked for; Qt would not install it otherwise."""
        return False
