"""What a service that changed something gives back."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pmedia_desktop.model.attachment import SubjectKind

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """The result and which kinds of record changed; the window tells its pages, which read again."""

    value: T
    changed: frozenset[SubjectKind]
