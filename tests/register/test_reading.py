"""Numbers that no record can have find nothing, as any other number that nobody has."""

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.register.store import Register

HUGE = 10**30


def test_numbers_beyond_64_bits_find_nothing(register: Register) -> None:
    with register.read() as reader:
        assert reader.filings(HUGE) == ()
        assert reader.accounts([HUGE]) == ()
        assert reader.attachments(SubjectKind.ACCOUNT, -HUGE) == ()
        assert reader.journal(subject=Subject(SubjectKind.FILING, HUGE)) == ()
        assert reader.journal(before=HUGE) == ()
