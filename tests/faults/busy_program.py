"""A busy program for tests that kill it: changes, prints, backs up and restores without a pause, and tells each change.

    python -m tests.faults.busy_program FOLDER

Each line on standard input starts one life in a process of its own (forked: everything is imported already); its number
is told first, then each acknowledged change as ``LIFE COUNT``. Killed lives leave what a power cut would.
"""

import os
import sys
import traceback
from dataclasses import replace
from pathlib import Path

from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import attachments, people
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.office import Office, open_office


def live(folder: Path, life: int) -> None:
    """Work until killed; a change is told once the service has returned."""
    office = open_office(folder)
    person = people.save_person(office, Person(name=f"人{life}", post="0")).value
    for count in range(1, 1_000_000):
        person = people.save_person(office, replace(person, post=str(count))).value
        os.write(1, f"{life} {count}\n".encode())
        office = _sometimes(office, folder, life, count)


def _sometimes(office: Office, folder: Path, life: int, count: int) -> Office:
    """Do what takes longer, so that lives end in it."""
    if count % 5 == 2:
        scan = folder.parent / f"scan-{life}.png"
        scan.write_bytes(os.urandom(200_000))
        about = Subject(SubjectKind.UNIT, 1)
        attachments.attach_file(office, about, AttachmentKind.OTHER, scan)
    if count % 7 == 3:
        backups.back_up(office)
    if count % 11 == 5:
        made = backups.back_up(office)
        office.close()
        backups.restore(made.path, folder)
        office = open_office(folder)
    return office


def main(folder: Path) -> None:
    """Start a life for each line, one after the other."""
    for life, _line in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            try:
                live(folder, life)
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        os.write(1, f"process {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
