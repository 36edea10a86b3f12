"""What was changed on a draft, step by step, to be undone and done again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmedia_desktop.services.paper.form_workshop import Draft


class DraftHistory:
    """The drafts one after the other; each is whole, so a step back is the one before."""

    def __init__(self, draft: Draft) -> None:
        self._drafts = [draft]
        self._at = 0
        self._saved = 0  # nothing is lost of what was only opened

    @property
    def draft(self) -> Draft:
        """The draft as it stands."""
        return self._drafts[self._at]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return self._at + 1 < len(self._drafts)

    @property
    def is_saved(self) -> bool:
        """Whether the draft as it stands was saved, or opened so."""
        return self._at == self._saved

    def put(self, draft: Draft) -> None:
        """Take a change; what was taken back before is gone."""
        if draft == self.draft:
            return
        if self._saved > self._at:
            self._saved = -1
        self._drafts[self._at + 1 :] = [draft]
        self._at += 1

    def undo(self) -> None:
        """Take the last change back."""
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._at = min(self._at + 1, len(self._drafts) - 1)

    def note_saved(self, name: str, version: str) -> None:
        """Note that the draft as it stands is on disk under this name; what is undone to is the same form."""
        self._drafts = [replace(draft, name=name, version=version) for draft in self._drafts]
        self._saved = self._at
