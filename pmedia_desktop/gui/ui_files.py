"""Loads the Qt Designer files of ``ui/``, and finds their parts by name and type."""

from typing import TypeVar

from PySide6.QtCore import QFile, QIODevice, QObject, Qt
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pmedia_desktop.data_files import data_path

Part = TypeVar("Part", bound=QObject)

#: Between what scrolls and its scroll bar, in device-independent pixels.
_GAP = 8

_own_widgets: dict[str, type[QWidget]] = {}


def own_widget(kind: type[Part]) -> type[Part]:
    """Make a widget class of ours known to the Designer files that promote to it."""
    assert issubclass(kind, QWidget)  # noqa: S101 - narrows the type for the table
    _own_widgets[kind.__name__] = kind
    return kind


class _Loader(QUiLoader):
    def createWidget(self, className: str, parent: QWidget | None = None, name: str = "") -> QWidget:  # noqa: N802, N803 - Qt's name
        kind = _own_widgets.get(className)
        if kind is None:
            # Designer's root of a dialog becomes the content of ours; a dialog inside a dialog would be a window.
            return super().createWidget("QWidget" if className == "QDialog" else className, parent, name)
        widget = kind(parent)
        widget.setObjectName(name)
        return widget


def load_ui(name: str, into: QWidget) -> QWidget:
    """Load ``ui/<name>.ui`` and lay it into ``into``, filling it; return the file's root widget."""
    file = QFile(str(data_path("ui", f"{name}.ui")))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    try:
        root = _Loader().load(file, into)
    finally:
        file.close()
    layout = QVBoxLayout(into)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(root)
    for area in root.findChildren(QScrollArea):
        if area.findChild(QLineEdit) is not None:
            # Tab goes to its fields, which page up and down scroll; the area itself would be a stop that shows nothing.
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _keep_edge(area)
    into.setWindowTitle(root.windowTitle())
    return root


def _keep_edge(area: QScrollArea) -> None:
    """Keep what scrolls apart from its scroll bar, and let it reach the page's edge where there is none."""
    content = area.widget()
    layout = content.layout() if content is not None else None
    if layout is None or layout.contentsMargins().left() > 0:
        return  # a form in a dialog keeps its own room

    def keep(least: int, most: int) -> None:
        margins = layout.contentsMargins()
        margins.setRight(_GAP if most > least else 0)
        layout.setContentsMargins(margins)

    keep(0, 0)
    area.verticalScrollBar().rangeChanged.connect(keep)


def part(root: QObject, kind: type[Part], name: str) -> Part:
    """Return the part called ``name`` of a loaded file."""
    found = root.findChild(kind, name)
    if found is None:
        raise LookupError(f"{root.objectName()} has no {kind.__name__} called {name}")
    return found


def layout_in(root: QObject, name: str) -> QBoxLayout:
    """Return the layout, a row or a column, of the part called ``name``."""
    layout = part(root, QWidget, name).layout()
    if not isinstance(layout, QBoxLayout):
        raise TypeError(f"{root.objectName()}: {name} needs a row or a column as its layout")
    return layout
