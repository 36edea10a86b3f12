"""The commands of self-inspection (自查) and of the inspection file (迎检包)."""

import argparse
import sys
from typing import TYPE_CHECKING

from pmedia_desktop.cli.shared import DONE, FOUND_ERRORS, open_for, print_json, wants_json
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.inspection import CheckResult

_CONTEXT = "cli.inspecting"


def inspect(options: argparse.Namespace) -> int:
    """Print what the register answers to the check list today; nothing is saved. 1: something does not comply."""
    from pmedia_desktop.model.inspection import CheckAnswer
    from pmedia_desktop.services.inspections import inspect_now

    with open_for(options) as office:
        results = inspect_now(office)
    if wants_json(options):
        print_json(
            [
                {
                    "code": result.code,
                    "index": result.index,
                    "item": result.text,
                    "source": result.source,
                    "article": result.article,
                    "certainty": result.certainty.value,
                    "veto": result.is_veto,
                    "account": result.account,
                    "answer": result.answer.value,
                    "evidence": result.evidence,
                }
                for result in results
            ]
        )
    else:
        sys.stdout.write("".join(f"{_line(result)}\n" for result in results))
    return FOUND_ERRORS if any(result.answer is CheckAnswer.FAILED for result in results) else DONE


def _line(result: "CheckResult") -> str:
    from pmedia_desktop.model.words import word

    return translate(_CONTEXT, "{answer}　{account}　{text}{evidence}").format(
        answer=word(result.answer),
        account=result.account or translate(_CONTEXT, "单位"),
        text=result.text,
        evidence=result.evidence,
    )
