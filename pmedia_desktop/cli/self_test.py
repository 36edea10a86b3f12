"""``pmedia-desktop self-test``: the services' checks, and that Qt can show the pages."""

import json
import sys

from pmedia_desktop.texts import translate

_CONTEXT = "cli.self_test"


def run_self_test(*, as_json: bool = False) -> int:
    """Run all checks, print one line each; 0 when all passed, else 1."""
    from pmedia_desktop.services.self_test import run_checks

    results = []
    for result in run_checks():
        results.append(result)
        if not as_json:
            mark = translate(_CONTEXT, "通过") if result.passed else translate(_CONTEXT, "失败")
            sys.stdout.write(f"{mark}  {result.name}  {result.detail}\n")
    if as_json:
        json.dump([vars(result) for result in results], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    return 0 if all(result.passed for result in results) else 1
