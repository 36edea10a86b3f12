"""``pmedia-desktop manual``: the user's manual as PDF, with pictures of today's program."""

import argparse
import sys
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from pmedia_desktop.cli.shared import DONE, given_day
from pmedia_desktop.texts import translate

_CONTEXT = "cli.manual"
#: What the clock says on a day that stands in for today.
_MADE_AT = time(9, 30)


def manual(options: argparse.Namespace) -> int:
    """Take the pictures from a sample register and write the manual; on a given day it is the same each time."""
    from pmedia_desktop.services.files import check_writable
    from pmedia_desktop.services.office import open_office
    from pmedia_desktop.services.sample.making import make_sample
    from pmedia_desktop.unattended import write_manual

    check_writable(options.out)
    with TemporaryDirectory() as folder:
        register = Path(folder, "register")
        register.mkdir()
        day = given_day(options)
        at = datetime.combine(day, _MADE_AT).astimezone() if day else None
        office = open_office(register, create=True, on=day, at=at)
        make_sample(office)
        office.close()
        write_manual(register, options.out, options.pictures or Path(folder, "pictures"), at)
    sys.stdout.write(translate(_CONTEXT, "用户手册：{path}").format(path=options.out) + "\n")
    return DONE
