"""A sentence of a Designer file with the unit's own numbers in it: ``{days}`` stands for what is not known yet."""

from PySide6.QtWidgets import QLabel


class FilledLabel:
    """Keeps a label's sentence and leaves the label empty until it can be said."""

    def __init__(self, label: QLabel) -> None:
        self._label = label
        self._sentence = label.text()
        label.clear()

    def say(self, days: int) -> None:
        """Say the sentence with a term of so many days."""
        self._label.setText(self._sentence.format(days=days))
