"""Shows a field only when it applies; one that holds something is never hidden."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.model.account import Operation, Platform
from pmedia_desktop.model.filing import ApprovalForm, LoginWay


def show_applying(root: QWidget, form: RecordForm, platform: Platform | None = None) -> None:
    """Show the fields of ``form`` that apply to what is chosen in it and to the ``platform``."""
    applies = {
        "approval_signed_later_on": _choice(form, "approval_form") is ApprovalForm.ORAL,
        "login_note": _choice(form, "login_way") not in (None, LoginWay.AVAILABLE),
        "contractor": _choice(form, "operation") is Operation.OUTSOURCED,
        "platform_detail": platform is not None and platform.needs_detail,
        "domain": platform is not None and platform.is_application,
        "icp_number": platform is not None and platform.is_application,
    }
    _show(root, form, applies)


def _show(root: QWidget, form: RecordForm, applies: Mapping[str, bool]) -> None:
    typed = form.typed()
    for name, shown in applies.items():
        if name not in form.names:
            continue
        label = root.findChild(QLabel, f"{name}_label")
        for part in (form.widget(name), label):
            if part is not None:
                part.setVisible(shown or bool(typed[name]))


def _choice(form: RecordForm, name: str) -> object:
    box = form.widget(name) if name in form.names else None
    return box.choice() if isinstance(box, ChoiceBox) else None
