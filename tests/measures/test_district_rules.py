"""What a district may do without is named in words, and there is such a check."""

import re
from pathlib import Path

from pmedia_desktop import measures
from pmedia_desktop.measures.district_rules import district_rules, rule_name


def test_every_check_that_a_district_may_do_without_is_one_that_there_is_and_has_a_name() -> None:
    sources = "\n".join(
        path.read_text("utf-8")
        for path in Path(measures.__file__).parent.glob("*.py")
        if path.name != "district_rules.py"
    )
    for rule in district_rules():
        tail = rule.removeprefix("article4.certification_").removeprefix("article5.").removeprefix("article13.")
        assert re.search(f'"(?:{re.escape(rule)}|{re.escape(tail)})"', sources), rule
        assert rule_name(rule) != rule
