"""Files kept with accounts and filings."""

from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.attachment import LARGEST_ATTACHMENT, Attachment, AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate

_CONTEXT = "services.attachments"
_CHANGED = frozenset({SubjectKind.ATTACHMENT})


def attach_file(office: Office, subject: Subject, kind: AttachmentKind, path: Path) -> Outcome[Attachment]:
    """Copy a file (up to 20 MB) into the register, with its SHA-256."""
    content = content_to_keep(path)
    with office.register.write(office.actor, Action.ATTACHMENT_ADDED, subject=subject) as writer:
        kept = writer.attach(subject.kind, subject.id, kind, path.name, content)
    return Outcome(kept, _CHANGED)


def content_to_keep(path: Path) -> bytes:
    """Return the bytes of a file that is to be kept, or raise for one that is too large or cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_ATTACHMENT:
            raise InputError(
                translate(_CONTEXT, "“{name}”有{size}MB，超过20MB，").format(
                    name=path.name, size=round(size / 2**20, 2)
                ),
                translate(_CONTEXT, "请压缩或裁剪后再添加。"),
            )
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读不到文件“{name}”，").format(name=path.name),
            translate(_CONTEXT, "请检查文件是否还在、是否被别的程序打开。"),
        ) from error


def attachments_of(office: Office, subject: Subject) -> tuple[Attachment, ...]:
    """Return what is kept with a record, the oldest first."""
    with office.register.read() as reader:
        return reader.attachments(subject.kind, subject.id)


def read_attachment(office: Office, attachment_id: int) -> tuple[Attachment, bytes]:
    """Return what is known of an attachment, and its bytes."""
    with office.register.read() as reader:
        return reader.attachment(attachment_id), reader.content(attachment_id)


def recycle_attachment(office: Office, attachment: Attachment) -> Outcome[None]:
    """Move an attachment to the recycle bin; the printed form of a submitted filing stays."""
    subject = Subject(SubjectKind.ATTACHMENT, attachment.id, attachment.file_name)
    with office.register.write(office.actor, Action.RECYCLED, subject=subject) as writer:
        writer.recycle(subject)
    return Outcome(None, _CHANGED)
