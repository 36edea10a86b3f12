"""Lists say what each record says; numbers that no record can have find nothing, as any that nobody has."""

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.register.store import Register
from tests.register.custody_examples import Custody
from tests.register.examples import Filled
from tests.register.publishing_examples import fill_publishing

HUGE = 10**30


def test_numbers_beyond_64_bits_find_nothing(register: Register) -> None:
    with register.read() as reader:
        assert reader.filings(HUGE) == ()
        assert reader.accounts([HUGE]) == ()
        assert reader.attachments(SubjectKind.ACCOUNT, -HUGE) == ()
        assert reader.journal(subject=Subject(SubjectKind.FILING, HUGE)) == ()
        assert reader.journal(before=HUGE) == ()


def test_a_list_says_of_each_record_what_the_record_says_by_itself(
    register: Register, filled: Filled, custody: Custody
) -> None:
    publishing = fill_publishing(register, filled)
    with register.read() as reader:
        assert publishing.reprint in reader.publications()
        for one, several in (
            (reader.person, reader.people()),
            (reader.account, reader.accounts()),
            (reader.filing, reader.filings()),
            (reader.attachment, reader.attachments()),
            (reader.credential, reader.credentials()),
            (reader.handover, reader.handovers()),
            (reader.publication, reader.publications()),
            (reader.superior_task, reader.superior_tasks()),
        ):
            assert several
            assert [one(record.id) for record in several] == list(several)
