"""Changing custody: the custody record, which is only ever added to, and the sealed texts, which no journal holds."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CustodyEvent
from pmedia_desktop.model.journal import Actor, JournalChange
from pmedia_desktop.register.changes import changes_of_event
from pmedia_desktop.register.converting import fill_row
from pmedia_desktop.register.json_values import json_text
from pmedia_desktop.register.reading import Reader
from pmedia_desktop.register.storable import refuse_unwritable
from pmedia_desktop.register.subjects import subject_of
from pmedia_desktop.register.tables.custody import CustodyEventRow
from pmedia_desktop.register.tables.keys import SealedTextRow


class CustodyWriter(Reader):
    """A reader that adds to the custody record and keeps sealed texts."""

    def __init__(self, session: Session, path: Path, now: datetime, actor: Actor) -> None:
        super().__init__(session, path, now)
        self._actor = actor
        self._changes: list[JournalChange] = []

    def state(self) -> None:
        """Return None: what is being changed has no state to remember anything by."""

    @property
    def changes(self) -> tuple[JournalChange, ...]:
        """What has changed so far in this transaction."""
        return tuple(self._changes)

    @property
    def actor(self) -> Actor:
        """Who acts in this transaction, as the journal will say."""
        return self._actor

    def act_as(self, actor: Actor) -> None:
        """Let somebody whom the transaction itself has found act in it, from its beginning on."""
        if self._changes:
            raise RuntimeError("who acts is settled before anything changes")
        self._actor = actor

    def append(self, event: CustodyEvent) -> CustodyEvent:
        """Add a line to the custody record and to this transaction's journal entry; return it as it stands.

        Who acted, and whether a passphrase showed it, is the transaction's actor, whatever the event says.
        """
        refuse_unwritable(json_text(event))
        newest = self._session.scalar(select(func.max(CustodyEventRow.id))) or 0
        actor = self._actor
        kept = replace(event, id=newest + 1, actor=actor.name, os_user=actor.os_user, proved=actor.proved)
        row = CustodyEventRow(id=kept.id)
        fill_row(row, kept)
        self._session.add(row)
        self._session.flush()
        self._changes.extend(changes_of_event(self._subject_of_event(kept), kept))
        return kept

    def put_text(self, name: str, content: str) -> None:
        """Keep a sealed text under a name, in place of what lay there. The journal never holds it."""
        self._session.merge(SealedTextRow(name=name, content=content))
        self._session.flush()

    def drop_text(self, name: str) -> None:
        """Forget the sealed text of this name; its bytes leave the file with the transaction."""
        row = self._session.get(SealedTextRow, name)
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def _subject_of_event(self, event: CustodyEvent) -> Subject:
        if event.credential_id is not None:
            return subject_of(self, self.credential(event.credential_id))
        if event.person_id is not None:
            return subject_of(self, self.person(event.person_id))
        return Subject(SubjectKind.REGISTER)
