"""What custody needs cannot go to the recycle bin: accounts in use, the people of the record, signed papers."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import Credential, CustodyAct, CustodyEvent, Loan
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.keys import HolderKey
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Register
from tests.register.custody_examples import PROVED, Custody
from tests.register.examples import START, Filled


def save_credential(register: Register, credential: Credential) -> None:
    with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        writer.save(credential)


def test_an_account_with_an_active_credential_cannot_go(register: Register, custody: Custody, filled: Filled) -> None:
    with (
        pytest.raises(InputError, match="账号“彭山示例镇发布”还有在用的账号密码登记"),
        register.write(PROVED, Action.RECYCLED) as writer,
    ):
        writer.recycle(Subject(SubjectKind.ACCOUNT, filled.weibo.id))


def test_a_recycled_account_takes_its_retired_credentials_along(
    register: Register, custody: Custody, filled: Filled
) -> None:
    with register.write(PROVED, Action.RECYCLED) as writer:
        writer.recycle(Subject(SubjectKind.ACCOUNT, filled.wechat.id))
    with register.read() as reader:
        assert reader.credentials() == (custody.credential,)
        assert reader.credentials(filled.wechat.id) == (custody.retired,)
    with pytest.raises(InputError, match="账号“示例镇之声”在回收站里"):
        save_credential(register, Credential(account_id=filled.wechat.id, holder_id=custody.holder.id))


def borrower(register: Register, custody: Custody, person: Person) -> None:
    loan = Loan(person_id=person.id, lent_at=START, until=START)
    save_credential(register, replace(custody.credential, loan=loan))


def deputy(register: Register, custody: Custody, person: Person) -> None:
    save_credential(register, replace(custody.credential, deputy_id=person.id))


def former_holder(register: Register, custody: Custody, person: Person) -> None:
    save_credential(register, replace(custody.retired, holder_id=person.id))


def key_owner(register: Register, custody: Custody, person: Person) -> None:
    with register.write(PROVED, Action.HOLDER_KEY_SAVED) as writer:
        writer.save(HolderKey(person_id=person.id, recipient="age1x", made_at=START, passphrase_set_at=START))


def witness(register: Register, custody: Custody, person: Person) -> None:
    with register.write(PROVED, Action.HANDOVER_SAVED) as writer:
        writer.save(replace(custody.handover, witness_id=person.id))


def somebody_who_acted(register: Register, custody: Custody, person: Person) -> None:
    with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        writer.append(CustodyEvent(act=CustodyAct.RECONCILED, at=START, by_person_id=person.id))


@pytest.mark.parametrize("name", [borrower, deputy, former_holder, key_owner, witness, somebody_who_acted])
def test_a_person_whom_custody_names_cannot_go(
    register: Register, custody: Custody, name: Callable[[Register, Custody, Person], None]
) -> None:
    with register.write(PROVED, Action.PERSON_SAVED) as writer:
        person = writer.save(Person(name="吴𪩘"))
    name(register, custody, person)
    with (
        pytest.raises(InputError, match="账号密码的保管记录里有吴𪩘"),
        register.write(PROVED, Action.RECYCLED) as writer,
    ):
        writer.recycle(Subject(SubjectKind.PERSON, person.id))


def test_the_signed_sheet_of_a_hand_over_cannot_go(register: Register, custody: Custody) -> None:
    with register.read() as reader:
        sheet = reader.attachments(SubjectKind.HANDOVER, custody.handover.id)[0]
    assert sheet.id == custody.handover.sheet_attachment_id
    with (
        pytest.raises(InputError, match="是账号密码保管的材料，要留存"),
        register.write(PROVED, Action.RECYCLED) as writer,
    ):
        writer.recycle(Subject(SubjectKind.ATTACHMENT, sheet.id))
