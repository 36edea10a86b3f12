"""Tabs that ask for the room of the tab in view: Qt asks for that of the highest one, and the page would scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from pmedia_desktop.gui.ui_files import own_widget


def hide_bar(tabs: QTabWidget) -> None:
    """Take the row of tabs away where there is another way to choose, or nothing to choose."""
    tabs.tabBar().hide()
    # Else Tab would lead to the row that is not there, and no further.
    tabs.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs forget that there may be none
    tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tabs.setProperty("role", "pages")


@own_widget
class PageTabs(QTabWidget):
    """The tabs of a page. What is as wide as the widest of them is as high as the one in view needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least size at which the tab in view can be worked with."""
        return QSize(super().minimumSizeHint().width(), self._bar_height() + self._least_height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that the tab in view would like."""
        shown = self.currentWidget()
        wished = shown.sizeHint().height() if shown is not None else 0
        return QSize(super().sizeHint().width(), self._bar_height() + max(wished, self._least_height()))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how high the tab in view has to be where its sentences wrap at this width."""
        shown = self.currentWidget()
        layout = shown.layout() if shown is not None else None
        if layout is None or not layout.hasHeightForWidth():
            return self.minimumSizeHint().height()
        return self._bar_height() + layout.totalHeightForWidth(width)

    def _least_height(self) -> int:
        shown = self.currentWidget()
        return shown.minimumSizeHint().height() if shown is not None else 0

    def _bar_height(self) -> int:
        return 0 if self.tabBar().isHidden() else self.tabBar().sizeHint().height()
