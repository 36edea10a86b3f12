"""Whose opinion the form asks for beside the principal's approval, and when: a district may approve in two steps.

The unit's leader in charge (分管负责人) signs before the principal does; the offices outside the unit give their
opinion once the form is signed and sealed, before it is handed in.
"""

from pmedia_desktop.model.settings import OpinionBox, Settings
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.opinions"


def is_reviewed_first(settings: Settings) -> bool:
    """Whether the leader in charge gives an opinion before the principal signs."""
    return OpinionBox.DEPUTY in settings.opinion_boxes


def asked_outside(settings: Settings) -> str:
    """Return the boxes that offices outside the unit fill before the form is handed in; "" when there are none."""
    named = [word(box) for box in settings.opinion_boxes if box is not OpinionBox.DEPUTY]
    return translate(_CONTEXT, "、").join(named)
