"""The unit inspects itself (自查): the check list, what was answered, and the problems until they are mended."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How sure the wording of an item of the check list is; what is not confirmed is shown as such."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    UNCONFIRMED = "unconfirmed"
    OWN = "own"


class Probe(StrEnum):
    """What the register itself can answer; ``ASKED`` is for people."""

    ASKED = "asked"
    UPDATED = "updated"
    SINGLE = "single"
    SAME_NAME = "same_name"
    CERTIFIED = "certified"
    WECHAT_BASIS = "wechat_basis"
    FILED = "filed"
    FILED_IN_TIME = "filed_in_time"
    CLOSED_PROPERLY = "closed_properly"
    ANSWERED_IN_TIME = "answered_in_time"
    PRINCIPAL = "principal"
    HOLDER = "holder"
    RULES = "rules"
    NO_TAKEOVER = "no_takeover"


class CheckAnswer(StrEnum):
    """What was found."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """One item of the check list (``resources/check_list.toml``).

    ``index`` is the group (内容不更新), ``source`` the document that asks for it, ``article`` the Measures' article (""
    when only the other document does). ``per_account``: answered for each account, else once for the unit.
    ``is_veto``: one such item alone makes an account fail (单项否决).
    """

    code: str
    index: str
    text: str
    source: str
    article: str = ""
    certainty: Certainty = Certainty.OWN
    probe: Probe = Probe.ASKED
    per_account: bool = True
    is_veto: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One item of one inspection, with its words of then; ``account_id`` None: about the unit.

    ``automatic``: answered by the register, with the ``evidence`` it gave; a person may overrule it.
    """

    code: str
    index: str
    text: str
    source: str
    article: str
    certainty: Certainty
    is_veto: bool
    account_id: int | None
    account: str
    answer: CheckAnswer = CheckAnswer.OPEN
    automatic: bool = False
    evidence: str = ""
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.answer is CheckAnswer.OPEN


@dataclass(frozen=True, kw_only=True)
class SelfInspection:
    """One self-inspection; ``year`` and ``quarter`` (1 to 4) say for which quarter it counts."""

    id: int = 0
    year: int
    quarter: int
    begun_on: date
    inspector: str = ""
    results: tuple[CheckResult, ...] = ()
    closed_on: date | None = None

    def open_results(self) -> tuple[CheckResult, ...]:
        """Return what is still to be answered."""
        return tuple(result for result in self.results if result.is_open)

    def failed(self) -> tuple[CheckResult, ...]:
        """Return what was found wrong."""
        return tuple(result for result in self.results if result.answer is CheckAnswer.FAILED)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something to be mended, found by a self-inspection or named by a superior, with who and by when.

    ``code`` is the item of the check list that found it.
    """

    id: int = 0
    inspection_id: int | None = None
    sanction_id: int | None = None
    account_id: int | None = None
    code: str = ""
    what: str = ""
    found_on: date
    person_id: int | None = None
    due_on: date | None = None
    remedy: str = ""
    mended_on: date | None = None
    proof: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is not mended yet."""
        return self.mended_on is None
