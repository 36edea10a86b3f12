"""The commands of self-inspection (自查) and of the inspection file (迎检包)."""

import argparse
import sys
from typing import TYPE_CHECKING

from pmedia_desktop.cli.shared import DONE, FOUND_ERRORS, open_for, print_json, say, wants_json
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.inspection import CheckResult

_CONTEXT = "cli.inspecting"


def inspect(options: argparse.Namespace) -> int:
    """Print what the register answers to the check list today; nothing is saved. 1: something does not comply."""
    from pmedia_desktop.model.inspection import CheckAnswer
    from pmedia_desktop.services.inspection.inspections import inspect_now

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


def inspection_file(options: argparse.Namespace) -> int:
    """Make the inspection file of a period: a folder and a ZIP."""
    from pmedia_desktop.services.inspection_file.making import make_inspection_file

    with open_for(options) as office:
        made = make_inspection_file(
            office, options.begin, options.end, options.out, mask=False if options.unmasked else None
        )
    say(
        options,
        translate(_CONTEXT, "已写入 {archive} 和文件夹 {folder}，共{count}个文件，SHA-256 {sum}。").format(
            archive=made.archive, folder=made.folder, count=len(made.pieces), sum=made.sha256
        ),
        {
            "archive": str(made.archive),
            "folder": str(made.folder),
            "sha256": made.sha256,
            "pieces": [
                {"path": one.path, "title": one.title, "article": one.article, "sha256": one.sha256}
                for one in made.pieces
            ],
        },
    )
    return DONE


def _line(result: "CheckResult") -> str:
    from pmedia_desktop.model.words import word

    return translate(_CONTEXT, "{answer}　{account}　{text}{evidence}").format(
        answer=word(result.answer),
        account=result.account or translate(_CONTEXT, "单位"),
        text=result.text,
        evidence=result.evidence,
    )
