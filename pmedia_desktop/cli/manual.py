"""``pmedia-desktop manual``: the user's manual as PDF, with pictures of today's program."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pmedia_desktop.cli.shared import DONE, given_day
from pmedia_desktop.texts import translate

_CONTEXT = "cli.manual"


def manual(options: argparse.Namespace) -> int:
    """Take the pictures from a sample register and write the manual."""
    from pmedia_desktop.app import write_manual
    from pmedia_desktop.services.files import check_writable
    from pmedia_desktop.services.office import open_office
    from pmedia_desktop.services.sample.making import make_sample

    check_writable(options.out)
    with TemporaryDirectory() as folder:
        register = Path(folder, "register")
        register.mkdir()
        office = open_office(register, create=True, on=given_day(options))
        make_sample(office)
        office.close()
        write_manual(register, options.out, options.pictures or Path(folder, "pictures"))
    sys.stdout.write(translate(_CONTEXT, "用户手册：{path}").format(path=options.out) + "\n")
    return DONE
