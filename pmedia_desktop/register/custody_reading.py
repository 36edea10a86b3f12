"""Reading custody: credentials, the custody record, keys, terminals, hand-overs, inventories, sealed texts."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import Credential, CustodyAct, CustodyEvent, LoginTerminal
from pmedia_desktop.model.handover import Handover, Inventory, Transfer
from pmedia_desktop.model.keys import HolderKey, RecoveryKey
from pmedia_desktop.register.converting import to_record
from pmedia_desktop.register.record_reading import RecordReader, not_recycled
from pmedia_desktop.register.storable import is_storable
from pmedia_desktop.register.tables.custody import CredentialRow, CustodyEventRow, LoginTerminalRow
from pmedia_desktop.register.tables.handover import HandoverRow, InventoryRow, TransferRow
from pmedia_desktop.register.tables.keys import HolderKeyRow, RecoveryKeyRow, SealedTextRow

#: How far back the rules look.
_RECENT_DAYS = 400

#: What the rules have to know however long ago it was.
_LASTING_ACTS = (
    CustodyAct.REVOKED,
    CustodyAct.ENVELOPE_PRINTED,
    CustodyAct.ENVELOPE_CONFIRMED,
    CustodyAct.ENVELOPE_OPENED,
)


class CustodyReader(RecordReader):
    """What the register knows of custody. It never holds a secret, only texts that are sealed."""

    def credential(self, credential_id: int) -> Credential:
        """Return one credential."""
        return to_record(self._row(CredentialRow, credential_id), Credential)

    def credentials(self, account_id: int | None = None) -> tuple[Credential, ...]:
        """Return the credentials in the order of appointment, retired ones included; those of one account if named."""
        statement = select(CredentialRow).order_by(CredentialRow.id)
        if account_id is None:
            statement = statement.where(not_recycled(SubjectKind.ACCOUNT, CredentialRow.account_id))
        elif not is_storable(account_id):
            return ()
        else:
            statement = statement.where(CredentialRow.account_id == account_id)
        return self._records(statement, Credential)

    def custody_events(
        self, credential_id: int | None = None, since: datetime | None = None
    ) -> tuple[CustodyEvent, ...]:
        """Return the custody record, oldest first: of one credential if it is named, from ``since`` on if given."""
        statement = select(CustodyEventRow).order_by(CustodyEventRow.id)
        if credential_id is not None:
            if not is_storable(credential_id):
                return ()
            statement = statement.where(CustodyEventRow.credential_id == credential_id)
        if since is not None:
            statement = statement.where(CustodyEventRow.at >= since)
        return self._records(statement, CustodyEvent)

    def recent_custody_events(self) -> tuple[CustodyEvent, ...]:
        """Return what the rules look at: the last 400 days, and everything about revoking and the envelope."""
        since = self._now - timedelta(days=_RECENT_DAYS)
        statement = (
            select(CustodyEventRow)
            .where(or_(CustodyEventRow.at >= since, CustodyEventRow.act.in_(_LASTING_ACTS)))
            .order_by(CustodyEventRow.id)
        )
        return self._records(statement, CustodyEvent)

    def holder_keys(self) -> tuple[HolderKey, ...]:
        """Return all keys of holders, retired ones included, in the order they were made."""
        return self._records(select(HolderKeyRow).order_by(HolderKeyRow.id), HolderKey)

    def recovery_keys(self) -> tuple[RecoveryKey, ...]:
        """Return all recovery keys, retired ones included, in the order they were made."""
        return self._records(select(RecoveryKeyRow).order_by(RecoveryKeyRow.id), RecoveryKey)

    def terminals(self) -> tuple[LoginTerminal, ...]:
        """Return all login terminals, retired ones included."""
        return self._records(select(LoginTerminalRow).order_by(LoginTerminalRow.id), LoginTerminal)

    def handover(self, handover_id: int) -> Handover:
        """Return one hand-over."""
        return to_record(self._row(HandoverRow, handover_id), Handover)

    def handovers(self) -> tuple[Handover, ...]:
        """Return all hand-overs, oldest first."""
        return self._records(select(HandoverRow).order_by(HandoverRow.id), Handover)

    def inventories(self) -> tuple[Inventory, ...]:
        """Return all yearly inventories, oldest first."""
        return self._records(select(InventoryRow).order_by(InventoryRow.id), Inventory)

    def transfers(self) -> tuple[Transfer, ...]:
        """Return what was carried to other PCs, oldest first."""
        return self._records(select(TransferRow).order_by(TransferRow.id), Transfer)

    def text(self, name: str) -> str | None:
        """Return the sealed text of this name (a copy's ``entry``, a key's ``text_name``), or None."""
        row = self._session.get(SealedTextRow, name)
        return None if row is None else row.content
