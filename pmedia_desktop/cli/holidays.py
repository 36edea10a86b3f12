"""``holidays read``: a notice on days off as JSON, and into the register with ``--save``."""

import argparse
import sys

from pmedia_desktop.cli.shared import DONE, FOUND_ERRORS, open_for, print_json


def read(options: argparse.Namespace) -> int:
    """Print ``{year, off, work}``; what does not fit together goes to standard error, and nothing is saved then."""
    from pmedia_desktop.services.holiday_notices import read_file, save_notice

    found = read_file(options.file)
    schedule = found.schedule
    for doubt in found.doubts:
        sys.stderr.write(doubt + "\n")
    if options.save:
        with open_for(options) as office:
            save_notice(office, found)
    print_json(
        {
            "year": schedule.year,
            "off": [day.isoformat() for day in schedule.days_off],
            "work": [day.isoformat() for day in schedule.makeup_workdays],
        }
    )
    return FOUND_ERRORS if found.doubts else DONE
