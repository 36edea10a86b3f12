"""A register in which something is to be told in writing, and something was."""

from datetime import date

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.written_notice import WrittenNotice
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


def fill_written_notices(register: Register, filled: Filled) -> tuple[WrittenNotice, WrittenNotice]:
    """Keep a new telephone number that is to be told, and a homepage that was told."""
    with register.write(ACTOR, Action.WRITTEN_NOTICE_SAVED) as writer:
        waiting = writer.save(
            WrittenNotice(
                subject_kind=SubjectKind.PERSON,
                subject_id=filled.holder.id,
                about=filled.holder.name,
                field="office_phone",
                label="办公电话",
                before="028-37600001",
                after="028-37600009",
                effective_on=date(2026, 11, 2),
                reason="换号",
            )
        )
        told = writer.save(
            WrittenNotice(
                subject_kind=SubjectKind.ACCOUNT,
                subject_id=filled.weibo.id,
                about=filled.weibo.name,
                field="homepage",
                label="主页地址",
                after="https://weibo.com/u/7300000001",
                effective_on=date(2026, 11, 3),
                told_on=date(2026, 11, 4),
            )
        )
    return waiting, told
