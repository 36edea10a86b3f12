"""Files kept inside the register: approvals, screenshots, scans, printed forms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: The largest attachment, in bytes (20 MB).
LARGEST_ATTACHMENT = 20 * 1024 * 1024


class SubjectKind(StrEnum):
    """What a record, finding, journal entry or attachment is about."""

    UNIT = "unit"
    PERSON = "person"
    ACCOUNT = "account"
    FILING = "filing"
    ATTACHMENT = "attachment"
    SETTINGS = "settings"
    HOLIDAYS = "holidays"
    CREDENTIAL = "credential"
    HOLDER_KEY = "holder_key"
    RECOVERY_KEY = "recovery_key"
    TERMINAL = "terminal"
    HANDOVER = "handover"
    INVENTORY = "inventory"
    TRANSFER = "transfer"
    PUBLICATION = "publication"
    SUPERIOR_TASK = "superior_task"
    MONTHLY_FIGURES = "monthly_figures"
    TERM_LIST = "term_list"
    MESSAGE = "message"
    INSPECTION = "inspection"
    PROBLEM = "problem"
    INCIDENT = "incident"
    SANCTION = "sanction"
    MANAGEMENT_RULES = "management_rules"
    WRITTEN_NOTICE = "written_notice"
    REGISTER = "register"


@dataclass(frozen=True)
class Subject:
    """The record that is spoken of; ``title`` is what people call it (an account's name, a person's name)."""

    kind: SubjectKind
    id: int = 0
    title: str = ""


class AttachmentKind(StrEnum):
    """What an attachment proves."""

    APPROVAL = "approval"
    BASIS = "basis"
    CERTIFICATE = "certificate"
    HOMEPAGE = "homepage"
    QR_CODE = "qr_code"
    NOTICE = "notice"
    CANCELLATION_REQUEST = "cancellation_request"
    COMPLETION_PROOF = "completion_proof"
    SIGNED_FORM = "signed_form"
    PRINTED_FORM = "printed_form"
    RECEIPT = "receipt"
    RULES = "rules"
    HANDOVER_SHEET = "handover_sheet"
    ENVELOPE_RECORD = "envelope_record"
    INVENTORY_SHEET = "inventory_sheet"
    PICTURE = "picture"
    REVIEW_SHEET = "review_sheet"
    AGREEMENT = "agreement"
    ORDER = "order"
    ANSWER = "answer"
    MESSAGE_PROOF = "message_proof"
    INSPECTION_SHEET = "inspection_sheet"
    MENDING_PROOF = "mending_proof"
    INCIDENT_PROOF = "incident_proof"
    RECTIFICATION_REPORT = "rectification_report"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """What is known of a kept file; its bytes are read apart. ``size`` in bytes, ``sha256`` in hexadecimal."""

    id: int = 0
    subject_kind: SubjectKind = SubjectKind.ACCOUNT
    subject_id: int = 0
    kind: AttachmentKind = AttachmentKind.OTHER
    file_name: str = ""
    size: int = 0
    sha256: str = ""
    added_at: datetime | None = None
