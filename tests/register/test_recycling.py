from dataclasses import replace

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


def recycle(register: Register, kind: SubjectKind, subject_id: int) -> None:
    with register.write(ACTOR, Action.RECYCLED) as writer:
        writer.recycle(Subject(kind, subject_id))


def restore(register: Register, kind: SubjectKind, subject_id: int) -> None:
    with register.write(ACTOR, Action.RESTORED) as writer:
        writer.restore(Subject(kind, subject_id))


def test_a_recycled_account_takes_its_filings_and_attachments_along_and_brings_them_back(
    register: Register, filled: Filled
) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        picture = writer.attach(SubjectKind.ACCOUNT, filled.weibo.id, AttachmentKind.HOMEPAGE, "a.png", b"a")
    with register.read() as reader:
        before = reader.snapshot()

    recycle(register, SubjectKind.ACCOUNT, filled.weibo.id)

    with register.read() as reader:
        seen = reader.snapshot()
        assert seen.accounts == (filled.wechat,)
        assert seen.filings == (filled.closure,)
        assert seen.attachments == ()
        assert reader.account(filled.weibo.id) == filled.weibo
        assert reader.filings(filled.weibo.id) == (filled.opening,)
        assert reader.attachments(SubjectKind.ACCOUNT, filled.weibo.id) == (picture,)

    restore(register, SubjectKind.ACCOUNT, filled.weibo.id)

    with register.read() as reader:
        assert reader.snapshot() == before


def test_the_bin_says_what_when_and_by_whom(register: Register, filled: Filled) -> None:
    recycle(register, SubjectKind.FILING, filled.closure.id)
    with register.read() as reader:
        newest, older = reader.recycled()
        (entry,) = reader.journal(limit=1)
    assert newest.subject == Subject(SubjectKind.FILING, filled.closure.id, "示例镇之声")
    assert (newest.actor, older.subject.title) == (ACTOR, "误录")
    assert newest.recycled_at <= entry.at
    assert (entry.action, entry.subject, entry.changes[0].field) == (Action.RECYCLED, newest.subject, "recycled")


def test_recycling_twice_is_once(register: Register, filled: Filled) -> None:
    recycle(register, SubjectKind.FILING, filled.closure.id)
    with register.read() as reader:
        entries = reader.journal()
    recycle(register, SubjectKind.FILING, filled.closure.id)
    with register.read() as reader:
        assert reader.journal() == entries


def test_restoring_what_is_not_there_is_told(register: Register, filled: Filled) -> None:
    with pytest.raises(InputError, match="回收站里没有这一项"):
        restore(register, SubjectKind.ACCOUNT, filled.weibo.id)


def test_a_person_who_is_still_named_cannot_go(register: Register, filled: Filled) -> None:
    with pytest.raises(InputError, match="单位信息里还登记着王䶮"):
        recycle(register, SubjectKind.PERSON, filled.principal.id)
    with pytest.raises(InputError, match="账号“彭山示例镇发布”里还登记着李𬱖"):
        recycle(register, SubjectKind.PERSON, filled.holder.id)
    with register.write(ACTOR, Action.PERSON_SAVED) as writer:
        nobody = writer.save(Person(name="误录"))
    recycle(register, SubjectKind.PERSON, nobody.id)


def test_what_was_handed_in_cannot_go(register: Register, filled: Filled) -> None:
    with pytest.raises(InputError, match="已经报送的备案要留存"):
        recycle(register, SubjectKind.FILING, filled.opening.id)
    with pytest.raises(InputError, match="打印时留存的表"):
        recycle(register, SubjectKind.ATTACHMENT, filled.printed.id)


def test_unit_and_settings_cannot_go(register: Register, filled: Filled) -> None:
    with pytest.raises(InputError, match="不能移入回收站"):
        recycle(register, SubjectKind.UNIT, 1)


def test_a_recycled_draft_filing_and_attachment_leave_the_lists(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.FILING_STARTED) as writer:
        draft = writer.save(Filing(account_id=filled.weibo.id))
        scan = writer.attach(SubjectKind.FILING, draft.id, AttachmentKind.APPROVAL, "a.jpg", b"a")
        other = writer.attach(SubjectKind.ACCOUNT, filled.weibo.id, AttachmentKind.OTHER, "b.jpg", b"b")
    recycle(register, SubjectKind.FILING, draft.id)
    recycle(register, SubjectKind.ATTACHMENT, other.id)
    with register.read() as reader:
        assert draft not in reader.filings()
        assert reader.attachments() == (filled.printed,)
        assert reader.attachments(SubjectKind.FILING, draft.id) == (scan,)


def test_what_lies_in_the_bin_is_restored_before_it_goes_on(register: Register, filled: Filled) -> None:
    recycle(register, SubjectKind.FILING, filled.closure.id)
    with pytest.raises(InputError, match="请先还原"), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(filled.closure, reason="改"))
    with pytest.raises(InputError, match="请先还原"), register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        writer.attach(SubjectKind.FILING, filled.closure.id, AttachmentKind.NOTICE, "a.png", b"a")

    restore(register, SubjectKind.FILING, filled.closure.id)
    with register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(filled.closure, reason="改"))
        writer.attach(SubjectKind.FILING, filled.closure.id, AttachmentKind.NOTICE, "a.png", b"a")


def test_a_filing_whose_account_lies_in_the_bin_waits_for_it(register: Register, filled: Filled) -> None:
    recycle(register, SubjectKind.ACCOUNT, filled.wechat.id)
    with pytest.raises(InputError, match=r"示例镇之声.*请先还原"), register.write(ACTOR, Action.FILING_SAVED) as writer:
        writer.save(replace(filled.closure, reason="改"))


PROOFS = (
    AttachmentKind.APPROVAL,
    AttachmentKind.SIGNED_FORM,
    AttachmentKind.NOTICE,
    AttachmentKind.CANCELLATION_REQUEST,
    AttachmentKind.COMPLETION_PROOF,
    AttachmentKind.PRINTED_FORM,
    AttachmentKind.RECEIPT,
)


@pytest.mark.parametrize("kind", AttachmentKind)
def test_what_proves_a_signed_filing_cannot_go(register: Register, filled: Filled, kind: AttachmentKind) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        of_draft = writer.attach(SubjectKind.FILING, filled.closure.id, kind, "a.png", b"a")
        proof = writer.attach(SubjectKind.FILING, filled.closure.id, kind, "b.png", b"b")
    recycle(register, SubjectKind.ATTACHMENT, of_draft.id)
    with register.write(ACTOR, Action.FILING_STEPPED) as writer:
        writer.save(replace(filled.closure, state=FilingState.SIGNED))
    if kind in PROOFS:
        with pytest.raises(InputError, match="是已签字备案的材料"):
            recycle(register, SubjectKind.ATTACHMENT, proof.id)
    else:
        recycle(register, SubjectKind.ATTACHMENT, proof.id)


def test_an_accounts_own_papers_are_no_filings(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        own = writer.attach(SubjectKind.ACCOUNT, filled.opening.id, AttachmentKind.APPROVAL, "a.png", b"a")
    recycle(register, SubjectKind.ATTACHMENT, own.id)
