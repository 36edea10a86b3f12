"""The letters that platforms ask for, the note that goes with a filing, and who can log in today."""

from dataclasses import replace
from enum import StrEnum

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.letter_text import certification_letter, renaming_statement, submission_note
from pmedia_desktop.measures.notice_text import cancellation_letter, closure_notice
from pmedia_desktop.measures.ways_in import WayIn, ways_in
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Filing, FilingKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.letter import letter_pdf, letter_word
from pmedia_desktop.services.filing.values import enclosures
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.services.paper.preparer import preparer
from pmedia_desktop.texts import translate

__all__ = ["Letter", "WayIn", "as_pdf", "as_word", "letter_about", "note_with", "who_can_log_in"]

_CONTEXT = "services.paper.letters"


class Letter(StrEnum):
    """A paper drafted from the register."""

    CLOSURE_NOTICE = "closure_notice"
    CANCELLATION = "cancellation"
    RENAMING = "renaming"
    CERTIFICATION = "certification"


def letter_about(office: Office, letter: Letter, account_id: int) -> str:
    """Return the draft of a letter about an account; of a closure that is under way with what its filing says."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
        contact = preparer(office, reader)
    account = known.account(account_id)
    if account is None:
        raise InputError(translate(_CONTEXT, "没有这个账号，"), translate(_CONTEXT, "它可能在回收站里。"))
    if letter is Letter.CERTIFICATION:
        return certification_letter(account, known, contact, office.today())
    if letter is Letter.RENAMING:
        before, after = _names(known, account)
        return renaming_statement(replace(account, name=before), known, after, contact, office.today())
    closure = _closure(known, account_id, contact)
    draft = closure_notice if letter is Letter.CLOSURE_NOTICE else cancellation_letter
    return draft(closure, known, office.today())


def note_with(office: Office, filing_id: int) -> str:
    """Return the note (报送说明) that goes with a filing, to be copied."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        known = complete_snapshot(office, reader)
    return submission_note(filing, known, enclosures(filing, known))


def who_can_log_in(office: Office) -> tuple[WayIn, ...]:
    """Return who can log in or scan today, account by account."""
    return ways_in(snapshot(office), office.today())


def as_pdf(text: str) -> bytes:
    """Return a letter as it was edited as a PDF."""
    return letter_pdf(text)


def as_word(text: str) -> bytes:
    """Return a letter as it was edited as a Word file."""
    return letter_word(text)


def _names(known: Snapshot, account: Account) -> tuple[str, str]:
    """Return the account's former and new name by the change under way; the new one is empty when there is none.

    A change that was registered as a real one has renamed the account in the register already.
    """
    for filing in reversed(known.filings_of(account.id)):
        for change in filing.changes:
            if filing.is_under_way and change.field == "name" and account.name in (change.before, change.after):
                return change.before, change.after
    return account.name, ""


def _closure(known: Snapshot, account_id: int, contact: tuple[str, str]) -> Filing:
    closures = [one for one in known.filings_of(account_id) if one.kind is FilingKind.CLOSURE]
    if closures:
        return closures[-1]
    name, phone = contact
    return Filing(kind=FilingKind.CLOSURE, account_id=account_id, preparer_name=name, preparer_phone=phone)
