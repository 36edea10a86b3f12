"""Handing over before a witness: the seal goes to the taker, the account and its filing follow, boxes are ticked."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import ChangeReason, CopyState, CredentialKind, CredentialStatus, CustodyAct
from pmedia_desktop.model.handover import Handover, HandoverState, HandoverStep
from pmedia_desktop.model.message import Message
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import deposits, envelopes, handovers, looking, sheets
from pmedia_desktop.services.custody.envelope_opening import Opening
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import SealProblem
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import TODAY, Started
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.township import PASSWORD, Township, settled


@pytest.fixture
def vault() -> Vault:
    return InMemoryVault()


@pytest.fixture
def township(started: Started, vault: Vault) -> Township:
    return settled(started, vault)


def prepared(township: Township, **changes: object) -> Handover:
    given = Handover(
        outgoing_id=township.holder.id,
        incoming_id=township.taker.id,
        witness_id=township.witness.id,
        reason="岗位调整",
        contact="李𬱖 13800000000",
        credential_ids=(township.credential.id,),
    )
    return handovers.prepare(township.office, replace(given, **changes)).value  # type: ignore[arg-type]


def test_the_taker_reads_and_the_outgoing_person_no_more(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    done = handovers.hand_over(township.office, township.vault, handover.id).value
    assert done.handed_over_on == TODAY
    assert township.now().holder_id == township.taker.id
    assert township.now().change_reason is ChangeReason.HANDED_OVER
    township.unlock(township.holder)
    with pytest.raises((InputError, SealProblem)):
        looking.show(township.office, township.vault, township.credential.id, "登录发布")
    assert township.shown_to(township.taker) == PASSWORD.reveal()


def test_the_former_copy_is_kept_until_the_taker_has_come(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    handovers.hand_over(township.office, township.vault, handover.id)
    assert CopyState.KEPT in [copy.state for copy in township.now().copies]
    township.unlock(township.taker)
    assert CopyState.KEPT not in [copy.state for copy in township.now().copies]


def test_the_change_is_due_until_the_taker_has_deposited_and_confirmed_a_new_one(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    handovers.hand_over(township.office, township.vault, handover.id)
    township.unlock(township.taker)
    deposits.deposit(township.office, township.vault, township.credential.id, Secret("neues-Mima-2027-xin"))
    assert township.now().change_since is not None
    assert (
        looking.show(township.office, township.vault, township.credential.id, "验证").reveal() == "neues-Mima-2027-xin"
    )
    deposits.confirm_login(township.office, township.vault, township.credential.id)
    assert township.now().change_since is None


def test_account_and_change_filing_follow(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    handovers.hand_over(township.office, township.vault, handover.id)
    with township.office.register.read() as reader:
        known = reader.snapshot()
        events = reader.custody_events(township.credential.id)
    account = known.account(township.account.id)
    assert account is not None
    assert account.holder_id == township.taker.id
    assert [filing.reason for filing in known.filings_of(account.id)] == ["岗位调整"]
    handed = next(event for event in events if event.act is CustodyAct.HANDED_OVER)
    assert (handed.person_id, handed.witness_id, handed.proved) == (township.taker.id, township.witness.id, True)


def test_without_the_outgoing_persons_passphrase_nothing_moves(township: Township) -> None:
    handover = prepared(township)
    for person in (None, township.taker):
        if person:
            township.unlock(person)
        with pytest.raises(InputError, match="李𬱖"):
            handovers.hand_over(township.office, township.vault, handover.id)
    assert township.now().holder_id == township.holder.id


def test_a_phone_login_goes_over_without_a_passphrase_and_its_login_closes_the_demand(township: Township) -> None:
    phone = township.add(CredentialKind.SCAN_OR_SMS)
    handover = prepared(township, credential_ids=(phone.id,))
    handovers.hand_over(township.office, township.vault, handover.id)
    assert township.now(phone).holder_id == township.taker.id
    assert township.now(phone).status is CredentialStatus.IN_USE
    assert township.now(phone).change_since is not None
    login = next(task for task in handover.tasks if task.step is HandoverStep.LOGIN)
    handovers.tick(township.office, handover.id, replace(login, done_on=TODAY))
    assert township.now(phone).change_since is None


def test_it_is_closed_only_when_every_box_is_ticked_or_has_a_day(township: Township) -> None:
    handover = prepared(township)
    with pytest.raises(InputError, match="还没有移交"):
        handovers.close(township.office, handover.id)
    township.unlock(township.holder)
    done = handovers.hand_over(township.office, township.vault, handover.id).value
    password = next(task for task in done.tasks if task.step is HandoverStep.PASSWORD)
    assert password.due_on == TODAY
    handovers.tick(township.office, handover.id, replace(password, due_on=None))
    with pytest.raises(InputError, match="修改密码"):
        handovers.close(township.office, handover.id)
    handovers.tick(township.office, handover.id, replace(password, done_on=TODAY))
    assert handovers.close(township.office, handover.id).value.state is HandoverState.CLOSED


def test_a_box_is_not_ticked_for_a_day_to_come(township: Township) -> None:
    handover = prepared(township)
    with pytest.raises(InputError, match="今天以后"):
        handovers.tick(township.office, handover.id, replace(handover.tasks[0], done_on=date(2027, 1, 1)))


def test_one_that_broke_off_goes_on_where_it_stopped(township: Township) -> None:
    api = township.add(CredentialKind.API_SECRET)
    deposits.deposit(township.office, township.vault, api.id, Secret("api-of-li-2026"))
    township.sealed_envelope()
    handover = prepared(township, credential_ids=(township.credential.id, api.id))
    township.unlock(township.holder)
    write, written = township.vault.write, []

    def break_off(entry: str, sealed: str, progress: object = None) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(entry)
        write(entry, sealed)

    township.vault.write = break_off  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        handovers.hand_over(township.office, township.vault, handover.id)
    del township.vault.write  # type: ignore[attr-defined]
    assert township.now().holder_id == township.taker.id
    assert township.now(api).holder_id == township.holder.id
    handovers.hand_over(township.office, township.vault, handover.id)
    assert township.shown_to(township.taker, api) == "api-of-li-2026"


def test_the_sheet_names_everything_and_is_kept(township: Township) -> None:
    handover = prepared(township)
    pdf = sheets.print_handover(township.office, handover.id).value.pdf
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")
    for word in (
        "内部资料，专人保管",
        "李𬱖",
        "陈默",
        "张伟民",
        "pengshan01",
        "☐修改密码",
        "☐接收人登录验证",
        "一式三份",
    ):
        assert word in text
    assert PASSWORD.reveal() not in text
    with township.office.register.read() as reader:
        kept = reader.handover(handover.id)
        assert kept.state is HandoverState.PRINTED
        assert reader.content(kept.sheet_attachment_id or 0) == pdf


def test_the_sheet_counts_messages_without_an_answer_where_the_unit_keeps_them(township: Township) -> None:
    handover = prepared(township)
    assert "未回复留言：条" in sheet_text(township, handover.id)
    asked = Message(account_id=township.account.id, received_on=TODAY, nickname="群众甲", text="何时通水")
    messages.save_message(township.office, asked)
    messages.save_message(township.office, replace(asked, text="谢谢", no_reply_reason="感谢，不需要回复"))
    assert "未回复留言：1条" in sheet_text(township, handover.id)


def sheet_text(township: Township, handover_id: int) -> str:
    pdf = sheets.fill_handover(township.office, handover_id).pdf
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return "".join(text.split())


def test_the_sheet_shows_boxes_that_are_ticked_and_days_for_the_others(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    done = handovers.hand_over(township.office, township.vault, handover.id).value
    login = next(task for task in done.tasks if task.step is HandoverStep.LOGIN)
    handovers.tick(township.office, handover.id, replace(login, done_on=TODAY))
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(sheets.fill_handover(township.office, handover.id).pdf)).pages
    ).replace("\n", "")
    assert "☑接收人登录验证" in text
    assert "☐修改密码（2026-11-23前）" in text


def test_an_absent_persons_accounts_are_taken_over_with_leader_witness_and_envelope(township: Township) -> None:
    printed = township.sealed_envelope()
    leader = next(person for person in people.list_people(township.office) if person.name == "王䶮")
    handover = prepared(township, alone=True, leader_id=leader.id)
    opening = Opening(
        sheet=township.sheet_of(printed),
        words=printed.words.typed,
        to_id=township.taker.id,
        reason="李𬱖失联",
        opened_by=leader.name,
        opened_with=township.witness.name,
    )
    handovers.take_over_alone(township.office, township.vault, handover.id, opening)
    assert township.shown_to(township.taker) == PASSWORD.reveal()
    with township.office.register.read() as reader:
        assert reader.handover(handover.id).handed_over_on == TODAY


def test_a_recovery_key_not_yet_on_paper_does_not_leave_with_the_outgoing_person(township: Township) -> None:
    handover = prepared(township)
    township.unlock(township.holder)
    handovers.hand_over(township.office, township.vault, handover.id)
    township.unlock(township.taker)
    printed = envelopes.print_envelope(township.office, township.vault).value
    current = township.now().current
    assert current is not None
    assert current.can_be_opened_by(printed.key.recipient)


def test_one_credential_is_handed_over_in_one_go(township: Township) -> None:
    township.unlock(township.holder)
    done = handovers.hand_over_one(
        township.office, township.vault, township.credential.id, township.taker.id, township.witness.id
    ).value
    assert (done.outgoing_id, done.handed_over_on) == (township.holder.id, TODAY)
    with pytest.raises(InputError):
        handovers.hand_over_one(
            township.office, township.vault, township.credential.id, township.taker.id, township.witness.id
        )


def test_the_witness_cannot_be_the_taker_and_leaves_nothing_behind(township: Township) -> None:
    township.unlock(township.holder)
    with pytest.raises(InputError):
        handovers.hand_over_one(
            township.office, township.vault, township.credential.id, township.taker.id, township.taker.id
        )
    assert snapshot(township.office).handovers == ()
