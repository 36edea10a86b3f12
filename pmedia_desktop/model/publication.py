"""What the unit publishes (信息发布): the item, its review, and where it appeared (Articles 8 to 10, 14)."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

#: What follows the title of a step whose round came to nothing, as the register and every paper have it.
_EARLIER_ROUND = "（第{}次送审）"
_OF_EARLIER_ROUND = re.compile(_EARLIER_ROUND.format(r"(\d+)") + "$")


class Origin(StrEnum):
    """Whether the unit wrote the item or took it over from others."""

    ORIGINAL = "original"
    REPRINT = "reprint"


class PublicationState(StrEnum):
    """``ISSUED``: every step agreed, not out yet; ``CORRECTED`` and ``WITHDRAWN`` were out before."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ISSUED = "issued"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before it is out."""
        return self in (PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.ISSUED)

    @property
    def is_out(self) -> bool:
        """Whether people can read it on the platform."""
        return self in (PublicationState.PUBLISHED, PublicationState.CORRECTED)


class StepKind(StrEnum):
    """What a step of the review is. ``SECRECY`` (保密审查) is done by a person of its own, beside the other steps."""

    REVIEW = "review"
    PROOFREADING = "proofreading"
    SECRECY = "secrecy"
    ISSUE = "issue"


class Verdict(StrEnum):
    """What came of a step."""

    WAITING = "waiting"
    AGREED = "agreed"
    RETURNED = "returned"


class Gate(StrEnum):
    """The five gates (五关) of 国办发〔2018〕123号."""

    POLITICS = "politics"
    LAW = "law"
    POLICY = "policy"
    SECRECY = "secrecy"
    WORDING = "wording"


@dataclass(frozen=True)
class StepRule:
    """One step of the unit's own rule of review: what it is called there, and what it is."""

    title: str
    kind: StepKind


@dataclass(frozen=True, kw_only=True)
class ReviewStep:
    """One step of one item's review: who, what they said, when.

    ``by_telephone``: agreed by telephone because it was urgent; ``signed_on`` is the day of the later signature.
    """

    title: str
    kind: StepKind = StepKind.REVIEW
    person: str = ""
    verdict: Verdict = Verdict.WAITING
    opinion: str = ""
    at: datetime | None = None
    by_telephone: bool = False
    signed_on: date | None = None

    @property
    def awaits_signature(self) -> bool:
        """Whether it was agreed by telephone and not signed yet."""
        return self.by_telephone and self.verdict is Verdict.AGREED and self.signed_on is None

    @property
    def earlier_round(self) -> int:
        """The number of the round that it belonged to before the item was handed in anew; 0: it is of the last one."""
        found = _OF_EARLIER_ROUND.search(self.title)
        return int(found[1]) if found else 0

    def of_earlier_round(self, number: int) -> "ReviewStep":
        """Return the step as it is kept when another round begins: 审核（第1次送审）."""
        return replace(self, title=self.title + _EARLIER_ROUND.format(number))


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One account that the item goes to; day, time (09:30, may be unknown) and link once it is out there."""

    account_id: int
    published_on: date | None = None
    published_time: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One item with its review. People stand by their names of then: they may leave, the record stays.

    ``others`` are the units whose work it speaks of and ``others_agreed`` how they agreed; ``authority`` says who
    allowed an item about district leaders or the whole district; ``checklist_by`` and ``checklist_on`` who confirmed
    at the last step, and when, that it holds nothing that is forbidden. ``after_the_fact``: entered when it was out
    already (补录), with title, link and day alone. ``ended_on`` and ``end_reason`` say when and why it was corrected,
    withdrawn or given up. ``steps`` begins with what was said in rounds before the last one.
    """

    id: int = 0
    title: str = ""
    origin: Origin = Origin.ORIGINAL
    source: str = ""
    source_link: str = ""
    text: str = ""
    state: PublicationState = PublicationState.DRAFT
    drafter: str = ""
    drafted_on: date | None = None
    planned_on: date | None = None
    planned_time: str = ""
    placements: tuple[Placement, ...] = ()
    steps: tuple[ReviewStep, ...] = ()
    gates: tuple[Gate, ...] = ()
    others: str = ""
    others_agreed: str = ""
    authority: str = ""
    personal_data_masked: bool = False
    checklist_by: str = ""
    checklist_on: date | None = None
    after_the_fact: bool = False
    ended_on: date | None = None
    end_reason: str = ""
    remark: str = ""

    @property
    def account_ids(self) -> tuple[int, ...]:
        """The accounts that it goes to."""
        return tuple(placement.account_id for placement in self.placements)

    @property
    def published_on(self) -> date | None:
        """The first day on which it was out somewhere; None as long as it is not."""
        return min((one.published_on for one in self.placements if one.published_on is not None), default=None)

    @property
    def current_steps(self) -> tuple[ReviewStep, ...]:
        """The steps of the last round; those before it tell only why the item was returned or taken back."""
        return tuple(step for step in self.steps if not step.earlier_round)

    @property
    def open_steps(self) -> tuple[ReviewStep, ...]:
        """The steps of the last round that nobody has agreed to yet, in their order."""
        return tuple(step for step in self.current_steps if step.verdict is not Verdict.AGREED)

    @property
    def unsigned_steps(self) -> tuple[ReviewStep, ...]:
        """The steps of the last round that were agreed to by telephone and not signed yet."""
        return tuple(step for step in self.current_steps if step.awaits_signature)

    @property
    def may_be_rewritten(self) -> bool:
        """Whether its words may still change: what somebody has agreed to is what goes out."""
        if self.after_the_fact or self.state is PublicationState.DRAFT:
            return True
        return self.state is PublicationState.IN_REVIEW and len(self.open_steps) == len(self.current_steps)
