"""What a real change leaves to be told to the office in writing (书面告知)."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.model.attachment import SubjectKind


@dataclass(frozen=True, kw_only=True)
class WrittenNotice:
    """One changed field of an account, a person or the unit that is not filed, but told in writing.

    ``about`` is what the record was called then, ``field`` the field's name, ``label``, ``before`` and ``after`` as
    people read them. ``told_on`` ends it.
    """

    id: int = 0
    subject_kind: SubjectKind = SubjectKind.ACCOUNT
    subject_id: int = 0
    about: str = ""
    field: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    effective_on: date
    reason: str = ""
    told_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether the office has not been told yet."""
        return self.told_on is None
