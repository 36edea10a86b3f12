"""Version 1 of the schema: tables, and the triggers that guard the journal and what was handed in.

Frozen: a released step never changes, later versions add steps of their own.
"""

from sqlalchemy import Connection

from pmedia_desktop.register.migrations.version_1_tables import TABLES
from pmedia_desktop.register.sqlite_file import APPLICATION_ID

_JOURNAL_GUARDS = """
CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal cannot be altered'); END

CREATE TRIGGER journal_entry_remains BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal cannot be altered'); END

CREATE TRIGGER journal_entry_follows BEFORE INSERT ON journal_entry
WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM journal_entry)
BEGIN SELECT RAISE(ABORT, 'journal entries are numbered without gaps'); END

CREATE TRIGGER journal_change_stays BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal cannot be altered'); END

CREATE TRIGGER journal_change_remains BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal cannot be altered'); END

CREATE TRIGGER journal_change_follows BEFORE INSERT ON journal_change
WHEN NEW.entry_number IS NOT (SELECT MAX(number) FROM journal_entry)
    OR NEW.position IS NOT (SELECT COUNT(*) FROM journal_change WHERE entry_number = NEW.entry_number)
BEGIN SELECT RAISE(ABORT, 'changes belong to the last journal entry'); END

CREATE TRIGGER journal_value_stays BEFORE UPDATE ON journal_value
BEGIN SELECT RAISE(ABORT, 'a value of the journal can be erased but not altered'); END
"""

# What was handed in: its content is fixed, its later steps go on. Who approved, an oral approval signed later and a
# closure's notice may still be filled in where nothing stood; a completion that is not on the paper follows later.
_FILING_GUARDS = """
CREATE VIEW fixed_filing AS
SELECT id FROM filing
WHERE state IN ('submitted', 'received', 'filed', 'returned') OR (state = 'abandoned' AND submitted_on IS NOT NULL)

CREATE TRIGGER filing_content_stays BEFORE UPDATE ON filing
WHEN OLD.id IN (SELECT id FROM fixed_filing) AND (
    NEW.id IS NOT OLD.id
    OR NEW.kind IS NOT OLD.kind
    OR NEW.account_id IS NOT OLD.account_id
    OR (NEW.event_on IS NOT OLD.event_on AND NOT (OLD.kind = 'closure' AND EXISTS (
        SELECT 1 FROM filing_closure WHERE filing_id = OLD.id AND NOT completion_on_paper)))
    OR NEW.reason IS NOT OLD.reason
    OR NEW.approval_on IS NOT OLD.approval_on
    OR (NEW.approval_by IS NOT OLD.approval_by AND OLD.approval_by <> '')
    OR NEW.approval_form IS NOT OLD.approval_form
    OR NEW.approval_document IS NOT OLD.approval_document
    OR (NEW.approval_signed_later_on IS NOT OLD.approval_signed_later_on
        AND OLD.approval_signed_later_on IS NOT NULL)
    OR NEW.consultation_on IS NOT OLD.consultation_on
    OR NEW.consultation_with_whom IS NOT OLD.consultation_with_whom
    OR NEW.consultation_answer IS NOT OLD.consultation_answer
    OR NEW.publicly_announced IS NOT OLD.publicly_announced
    OR NEW.filled_on IS NOT OLD.filled_on
    OR NEW.preparer_name IS NOT OLD.preparer_name
    OR NEW.preparer_phone IS NOT OLD.preparer_phone
    OR NEW.remark IS NOT OLD.remark
    OR NEW.follows_id IS NOT OLD.follows_id
    OR NOT (NEW.state IN ('submitted', 'received', 'filed', 'returned')
        OR (NEW.state = 'abandoned' AND OLD.state IN ('returned', 'abandoned')))
)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_remains BEFORE DELETE ON filing
WHEN OLD.id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_is_not_replaced BEFORE INSERT ON filing
WHEN NEW.id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_closure_content_stays BEFORE UPDATE ON filing_closure
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing) AND (
    NEW.filing_id IS NOT OLD.filing_id
    OR NEW.reason IS NOT OLD.reason
    OR (NEW.notice_on IS NOT OLD.notice_on AND OLD.notice_on IS NOT NULL)
    OR (NEW.notice_place IS NOT OLD.notice_place AND OLD.notice_place <> '')
    OR (NEW.notice_link IS NOT OLD.notice_link AND OLD.notice_link <> '')
    OR (NEW.notice_text IS NOT OLD.notice_text AND OLD.notice_text <> '')
    OR (NEW.stopped_on IS NOT OLD.stopped_on AND OLD.stopped_on IS NOT NULL)
    OR (NEW.completed_on IS NOT OLD.completed_on AND OLD.completion_on_paper)
    OR NEW.completion_on_paper IS NOT OLD.completion_on_paper
)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END
"""

_ATTACHMENT_GUARDS = """
CREATE TRIGGER attachment_stays BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment cannot be altered'); END

CREATE TRIGGER attachment_content_stays BEFORE UPDATE ON attachment_content
BEGIN SELECT RAISE(ABORT, 'an attachment cannot be altered'); END

CREATE TRIGGER printed_form_remains BEFORE DELETE ON attachment_content
WHEN OLD.attachment_id IN (SELECT attachment_id FROM filing_printing)
BEGIN SELECT RAISE(ABORT, 'the printed form of a filing cannot be deleted'); END
"""

_CHILD_GUARDS = """
CREATE TRIGGER filing_change_fixed_insert BEFORE INSERT ON filing_change
WHEN NEW.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_change_fixed_update BEFORE UPDATE ON filing_change
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_change_fixed_delete BEFORE DELETE ON filing_change
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_enclosure_fixed_insert BEFORE INSERT ON filing_enclosure
WHEN NEW.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_enclosure_fixed_update BEFORE UPDATE ON filing_enclosure
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_enclosure_fixed_delete BEFORE DELETE ON filing_enclosure
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_printing_fixed_insert BEFORE INSERT ON filing_printing
WHEN NEW.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_printing_fixed_update BEFORE UPDATE ON filing_printing
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_printing_fixed_delete BEFORE DELETE ON filing_printing
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_closure_fixed_insert BEFORE INSERT ON filing_closure
WHEN NEW.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END

CREATE TRIGGER filing_closure_fixed_delete BEFORE DELETE ON filing_closure
WHEN OLD.filing_id IN (SELECT id FROM fixed_filing)
BEGIN SELECT RAISE(ABORT, 'a submitted filing cannot be altered'); END
"""


def apply(connection: Connection) -> None:
    """Make the tables and their guards in an empty file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    for text in (TABLES, _JOURNAL_GUARDS, _FILING_GUARDS, _CHILD_GUARDS, _ATTACHMENT_GUARDS):
        for statement in text.strip().split("\n\n"):
            connection.exec_driver_sql(statement)
