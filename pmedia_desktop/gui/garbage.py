"""Python's cycle collector, kept to the UI thread.

A cycle may hold widgets; collected by a worker thread it would destroy them there, and Qt aborts. So automatic
collection is off, and a timer of the UI thread does it by the same thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 2000


class GarbageOnThisThread(QObject):
    """Collects on the thread that made it, as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(_collect)
        timer.start(_EVERY_MILLISECONDS)
        self.destroyed.connect(lambda: gc.enable())


def spare_what_is_there() -> None:
    """Never look again through what is there now (modules, classes, pages): it takes longest, and little of it goes.

    What does go is let be: a restore leaves some 1,400 objects of its former pages, under 1 MB, and looking for them
    would hold the window up for a fifth of a second.
    """
    gc.freeze()


def _collect() -> None:
    young, middle, old = gc.get_count()
    limits = gc.get_threshold()
    if old > limits[2]:
        gc.collect(2)
    elif middle > limits[1]:
        gc.collect(1)
    elif young > limits[0]:
        gc.collect(0)
