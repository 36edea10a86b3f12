"""Wrong passphrases: the third in a row starts a pause, and each further one doubles it, up to a minute.

It slows down who tries at the window. Who has copied the register tries without it; against that stand the cost of
scrypt and the strength of the passphrase.
"""

import time
from collections.abc import Callable
from math import ceil

from pmedia_desktop.texts import translate
from pmedia_desktop.vault.problems import PassphrasePause

_CONTEXT = "vault.attempts"
_FREE = 3
_FIRST_PAUSE = 5.0  # seconds
_LONGEST_PAUSE = 60.0


class Attempts:
    """Counts wrong passphrases of each identity since its last right one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def check(self, recipient: str) -> None:
        """Raise ``PassphrasePause`` while the pause lasts."""
        left = ceil(self._until.get(recipient, 0.0) - self._clock())
        if left > 0:
            raise PassphrasePause(
                left,
                translate(_CONTEXT, "口令连续输错，需要等一会儿，"),
                translate(_CONTEXT, "请{seconds}秒后再试；忘记口令可以用密封件里的备用钥匙。").format(seconds=left),
            )

    def wrong(self, recipient: str) -> None:
        """Note a wrong passphrase."""
        count = self._wrong.get(recipient, 0) + 1
        self._wrong[recipient] = count
        if count >= _FREE:
            pause = min(_FIRST_PAUSE * 2 ** min(count - _FREE, 10), _LONGEST_PAUSE)
            self._until[recipient] = self._clock() + pause

    def right(self, recipient: str) -> None:
        """Note the right one: counting starts anew."""
        self._wrong.pop(recipient, None)
        self._until.pop(recipient, None)
