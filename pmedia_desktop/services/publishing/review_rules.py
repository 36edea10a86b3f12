"""The unit's own steps of review, as it writes them: one step a line, what it is read off its name."""

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.publication import StepKind, StepRule
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.review_rules"
_MOST_STEPS, _LONGEST_TITLE = 12, 12


def rules_of(titles: tuple[str, ...]) -> tuple[StepRule, ...]:
    """Return the steps: 校 is proofreading, 保密 the review of secrecy, the last of the others the issue.

    Raises ``InputError`` for none, too many, too long or the same twice.
    """
    drafting = translate(_CONTEXT, "拟稿")
    titles = tuple(title for title in titles if title != drafting)
    plain = [title for title in titles if not _is_proofreading(title) and not _is_secrecy(title)]
    if not plain:
        raise InputError(
            translate(_CONTEXT, "审核流程里没有签发，"),
            translate(_CONTEXT, "请一行写一步，例如：审核、保密审查、签发。"),
            field="steps",
        )
    if len(titles) > _MOST_STEPS or len(set(titles)) != len(titles) or max(map(len, titles)) > _LONGEST_TITLE:
        raise InputError(
            translate(_CONTEXT, "审核流程有重复、太长或者太多的步骤，"),
            translate(_CONTEXT, "一步不超过{length}字，最多{most}步。").format(length=_LONGEST_TITLE, most=_MOST_STEPS),
            field="steps",
        )
    return tuple(StepRule(title, _kind(title, plain[-1])) for title in titles)


def _kind(title: str, last: str) -> StepKind:
    if _is_secrecy(title):
        return StepKind.SECRECY
    if _is_proofreading(title):
        return StepKind.PROOFREADING
    return StepKind.ISSUE if title == last else StepKind.REVIEW


def _is_proofreading(title: str) -> bool:
    return translate(_CONTEXT, "校") in title


def _is_secrecy(title: str) -> bool:
    return translate(_CONTEXT, "保密") in title
