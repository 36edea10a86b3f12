"""Whatever happens in whatever order: one holder at a time, no secret that holder or recovery key cannot read."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import Credential, CustodyAct
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import (
    appointing,
    deposits,
    envelope_opening,
    envelopes,
    handovers,
    loans,
    looking,
    reconcile,
)
from pmedia_desktop.services.custody.envelope_opening import Opening
from pmedia_desktop.services.office import open_office
from pmedia_desktop.vault.problems import VaultLocked
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody, passphrase_of, start
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.who_reads import entries_in_use, readers, with_recovery_key

_MOST_CREDENTIALS = 3
_MEMORY = Path("/dev/shm")
_START: list[tuple[Path, InMemoryVault, Custody]] = []

names = st.sampled_from(NAMES)
places = st.integers(0, _MOST_CREDENTIALS - 1)


def _started() -> tuple[Path, InMemoryVault, Custody]:
    """Return a prepared folder that examples copy: unit, four people of whom three have keys, one account."""
    if not _START:
        folder = Path(tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None)) / "start"
        atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
        office, vault = open_office(folder, create=True), InMemoryVault()
        made = start(office, vault)
        office.close()
        _START.append((folder, vault, made))
    return _START[0]


class CustodyLife(RuleBasedStateMachine):
    """What the machine knows besides: each credential's values, the newest last, and the envelope that lies away."""

    @initialize()
    def begin(self) -> None:
        folder, vault, made = _started()
        self.folder = Path(tempfile.mkdtemp(dir=folder.parent))
        shutil.copytree(folder, self.folder / "r")
        self.vault = InMemoryVault(lockers=vault.lockers)
        self.office = replace(open_office(self.folder / "r"), actor=made.office.actor)
        self.custody = Custody(self.office, self.vault, made.people, made.account)
        self.credentials: list[int] = []
        self.values: dict[int, list[str]] = {}
        self.count = 0
        self.gone: set[str] = set()
        self.sheet: tuple[str, Secret] | None = None

    def _credential(self, place: int) -> Credential:
        with self.office.register.read() as reader:
            return reader.credential(self.credentials[place % len(self.credentials)])

    def _name(self, person_id: int | None) -> str:
        return next(name for name, person in self.custody.people.items() if person.id == person_id)

    def _unlocked(self, person_id: int | None) -> bool:
        """Let a person give the passphrase; False when they have none or have left."""
        name = self._name(person_id)
        try:
            self.custody.unlock(name)
        except InputError:
            return False
        return True

    def _tried(self, act: Callable[[], object]) -> bool:
        """Do it, or be refused with a sentence and change nothing that matters here."""
        try:
            act()
        except (InputError, VaultLocked):
            return False
        event(f"done: {act.__qualname__.split('.')[1]}")
        return True

    @precondition(lambda self: len(self.credentials) < _MOST_CREDENTIALS)
    @rule(holder=names, deputy=st.none() | names)
    def appoint(self, holder: str, deputy: str | None) -> None:
        def act() -> None:
            made = self.custody.appoint(holder, deputy, login=f"login{len(self.credentials)}")
            self.credentials.append(made.id)
            self.values[made.id] = []

        self._tried(act)

    @precondition(lambda self: self.credentials)
    @rule(place=places)
    def deposit(self, place: int) -> None:
        credential = self._credential(place)
        self.count += 1
        value = f"Mima-{self.count:04}-yuyi"
        if self._tried(lambda: self.custody.deposit(credential, value)):
            self.values[credential.id].append(value)

    @precondition(lambda self: self.credentials)
    @rule(place=places)
    def look_and_confirm(self, place: int) -> None:
        credential = self._credential(place)
        if credential.current is None or not self._unlocked(credential.holder_id):
            return

        def act() -> None:
            shown = looking.show(self.office, self.vault, credential.id, "登录")
            assert shown.reveal() == self.values[credential.id][-1]
            deposits.confirm_login(self.office, self.vault, credential.id)

        self._tried(act)

    @precondition(lambda self: self.credentials)
    @rule(place=places, borrower=names, locked=st.booleans())
    def lend_or_return(self, place: int, borrower: str, locked: bool) -> None:
        credential = self._credential(place)
        if locked:
            self.vault.lock()
        elif credential.current is not None:
            self._unlocked(credential.holder_id)
        if credential.loan is not None:
            self._tried(lambda: loans.take_back(self.office, self.vault, credential.id))
            return
        until = self.office.now() + timedelta(days=1)
        borrower_id = self.custody.people[borrower].id
        self._tried(lambda: loans.lend(self.office, self.vault, credential.id, borrower_id, until))

    @precondition(lambda self: self.credentials)
    @rule(place=places, deputy=st.none() | names, locked=st.booleans())
    def change_deputy(self, place: int, deputy: str | None, locked: bool) -> None:
        credential = self._credential(place)
        if locked:
            self.vault.lock()
        else:
            self._unlocked(credential.holder_id)
        deputy_id = self.custody.people[deputy].id if deputy else None
        self._tried(lambda: appointing.change_deputy(self.office, self.vault, credential.id, deputy_id))

    @precondition(lambda self: self.credentials)
    @rule(place=places, taker=names, witness=names)
    def hand_over(self, place: int, taker: str, witness: str) -> None:
        credential = self._credential(place)
        if credential.current is not None:
            self._unlocked(credential.holder_id)
        to_id, witness_id = self.custody.people[taker].id, self.custody.people[witness].id
        if self._tried(
            lambda: handovers.hand_over_one(self.office, self.vault, credential.id, to_id, witness_id, "调整")
        ):
            assert self._credential(place).holder_id == to_id

    @precondition(lambda self: len(self.gone) < 2)
    @rule(name=names)
    def leave(self, name: str) -> None:
        person = self.custody.people[name]
        if self._tried(lambda: people.person_leaves(self.office, person.id, self.office.today(), reason="调离")):
            self.gone.add(name)

    @rule()
    def put_the_envelope_away(self) -> None:
        standing = envelopes.standing(self.office)
        if standing.key is None or standing.is_put_away or not self._unlocked(standing.key.sealed_to_id):
            return

        def act() -> None:
            printed = envelopes.print_envelope(self.office, self.vault).value
            sheets = [text for text in self.vault.lockers.printer.printed if text.startswith("-----")]
            envelopes.confirm_envelope(self.office, self.vault, envelopes.asked_groups(printed.key))
            self.sheet = (sheets[-1], printed.words.typed)

        self._tried(act)

    @precondition(lambda self: self.sheet is not None)
    @rule(taker=names)
    def open_the_envelope(self, taker: str) -> None:
        assert self.sheet is not None
        sheet, words = self.sheet
        to_id = self.custody.people[taker].id
        with self.office.register.read() as reader:
            has_key = any(key.person_id == to_id and key.retired_at is None for key in reader.holder_keys())
        opening = Opening(
            sheet=sheet,
            words=words,
            to_id=to_id,
            reason="保管人不在岗",
            opened_by="王䶮",
            opened_with="监交人",
            passphrase=None if has_key else passphrase_of(taker),
        )
        if self._tried(lambda: envelope_opening.open_envelope(self.office, self.vault, opening)):
            assert self.vault.opened is None
            self.sheet = None

    @rule(name=names)
    def unlock_and_settle(self, name: str) -> None:
        """Whoever unlocks has everything sealed to exactly those who should read it, as far as they can open it."""
        if not self._unlocked(self.custody.people[name].id):
            return
        with self.office.register.read() as reader:
            present = {person.id for person in reader.people(include_left=False)}
            with_key = {key.person_id for key in reader.holder_keys() if key.retired_at is None}
        for credential in map(self._credential, range(len(self.credentials))):
            found = readers(self.office, self.vault, credential.id)
            if self.custody.people[name].id in found and credential.holder_id in with_key:
                deputy = {credential.deputy_id} & present
                others = {credential.loan.person_id} if credential.loan else set()
                assert set(found) == ({credential.holder_id} | deputy | others) & with_key

    @rule()
    def reconcile(self) -> None:
        report = reconcile.reconcile(self.office, self.vault)
        assert report.left == ()
        assert set(entries_in_use(self.office)) == set(self.vault.entries)

    @invariant()
    def every_secret_is_read_by_its_holder_and_by_the_recovery_key(self) -> None:
        for credential in map(self._credential, range(len(self.credentials))):
            values = self.values[credential.id]
            assert (credential.current is not None) == bool(values)
            if values:
                assert readers(self.office, self.vault, credential.id)[credential.holder_id or 0] == values[-1]
                assert with_recovery_key(self.office, self.vault, credential.id) == {values[-1]}

    @invariant()
    def the_holder_is_whoever_it_went_to_last(self) -> None:
        with self.office.register.read() as reader:
            for credential in map(self._credential, range(len(self.credentials))):
                moves = [
                    event.person_id
                    for event in reader.custody_events(credential.id)
                    if event.act in (CustodyAct.APPOINTED, CustodyAct.HANDED_OVER)
                ]
                assert moves[-1] == credential.holder_id

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        assert verify_register(self.office.register).problems == ()
        self.office.close()
        shutil.rmtree(self.folder)


CustodyLife.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=14,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestCustodyLife = CustodyLife.TestCase
