"""What citizens say, and what is answered."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from pmedia_desktop.model.message import MessageChannel, MessageKind
from pmedia_desktop.register.tables.base import Base


class MessageRow(Base):
    """One line of the reply ledger."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"), index=True)
    channel: Mapped[MessageChannel]
    kind: Mapped[MessageKind]
    received_on: Mapped[date] = mapped_column(index=True)
    received_time: Mapped[str]
    nickname: Mapped[str]
    phone: Mapped[str]
    text: Mapped[str]
    about_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="RESTRICT"))
    is_complex: Mapped[bool]
    within_duties: Mapped[bool | None]
    transferred_to: Mapped[str]
    transferred_on: Mapped[date | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    assigned_on: Mapped[date | None]
    reply: Mapped[str]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    replied_on: Mapped[date | None]
    replied_time: Mapped[str]
    is_public: Mapped[bool | None]
    no_reply_reason: Mapped[str]
    remark: Mapped[str]
