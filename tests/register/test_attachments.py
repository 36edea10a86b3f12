import hashlib
import sqlite3
from contextlib import closing

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import LARGEST_ATTACHMENT, AttachmentKind, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.problems import RegisterDamaged
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


def test_the_bytes_come_back_with_their_hash(register: Register, filled: Filled) -> None:
    content = bytes(range(256)) * 100
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        kept = writer.attach(SubjectKind.UNIT, 1, AttachmentKind.RULES, "制度𬱖.pdf", content)
    with register.read() as reader:
        assert reader.attachment(kept.id) == kept
        assert reader.content(kept.id) == content
        assert reader.attachments(SubjectKind.UNIT, 1) == (kept,)
        assert reader.attachments(SubjectKind.UNIT) == (kept,)
        assert reader.attachments() == (filled.printed, kept)
    assert (kept.size, kept.sha256) == (25_600, hashlib.sha256(content).hexdigest())


def test_twenty_megabytes_are_kept_and_one_byte_more_is_not(register: Register, filled: Filled) -> None:
    content = b"\xa5" * LARGEST_ATTACHMENT
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        kept = writer.attach(SubjectKind.ACCOUNT, 1, AttachmentKind.OTHER, "大.pdf", content)
    with register.read() as reader:
        assert reader.content(kept.id) == content

    with (
        register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer,
        pytest.raises(InputError, match=r"附件“更大\.pdf”有 20\.0 MB，超过 20 MB 的上限"),
    ):
        writer.attach(SubjectKind.ACCOUNT, 1, AttachmentKind.OTHER, "更大.pdf", content + b"x")


def test_an_attachment_needs_a_record_to_hang_on(register: Register) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        with pytest.raises(InputError, match="没有编号为 5 的账号"):
            writer.attach(SubjectKind.ACCOUNT, 5, AttachmentKind.OTHER, "a", b"")
        with pytest.raises(InputError, match="请先登记单位"):
            writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, "a", b"")


def test_bytes_that_changed_on_the_disk_are_noticed(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER attachment_content_stays")
        connection.execute("UPDATE attachment_content SET content = x'00'")
        connection.commit()
    with register.read() as reader, pytest.raises(RegisterDamaged, match="备案表"):
        reader.content(filled.printed.id)
