"""A matter: a deadline until its day, and a finding as well once that has passed."""

from dataclasses import dataclass, field
from datetime import date

from pmedia_desktop.measures.due import dated, due_state, undated
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.finding import Deadline, Finding, Severity
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.texts import translate


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Something to be done by ``due`` (None: soon, no day is laid down).

    ``fact`` and ``advice`` are half-sentences without a full stop: the deadline says both in one, the finding has them
    as message and remedy. ``late`` is the finding's weight after the day, ``early`` before it (None: none yet).
    ``cited`` is what asks for it, Article 15 unless something else is named.
    """

    rule: str
    subject: Subject
    account: str = ""
    what: str
    due: date | None
    fact: str
    advice: str
    late: Severity = Severity.WARNING
    early: Severity | None = None
    cited: str = field(default_factory=lambda: article(15))

    def deadline(self, on: date, settings: Settings) -> Deadline:
        """Return the matter as a deadline."""
        reason = translate("measures.matters", "{fact}。{advice}。").format(fact=self.fact, advice=self.advice)
        if self.due is None:
            return undated(self.rule, self.what, self.subject, self.account, self.cited, reason)
        return dated(
            rule=self.rule,
            what=self.what,
            article=self.cited,
            subject=self.subject,
            account=self.account,
            due=self.due,
            on=on,
            state=due_state(self.due, on, settings),
            reason=reason,
        )

    def finding(self, on: date) -> Finding | None:
        """Return the matter as a finding, or None while there is nothing to find."""
        severity = self.late if self.due is not None and self.due < on else self.early
        if severity is None:
            return None
        return Finding(
            rule=self.rule,
            article=self.cited,
            severity=severity,
            subject=self.subject,
            message=translate("measures.matters", "{fact}。").format(fact=self.fact),
            remedy=translate("measures.matters", "{advice}。").format(advice=self.advice),
        )
