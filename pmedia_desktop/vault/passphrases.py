"""How a passphrase is compared: the same words typed in another width or with other gaps are the same passphrase."""

import unicodedata

from pmedia_desktop.vault.secret import Secret


def as_compared(passphrase: Secret) -> str:
    """Return the passphrase in Unicode's compatibility form with single spaces between its words."""
    return " ".join(unicodedata.normalize("NFKC", passphrase.reveal()).split())


def words_as_compared(words: Secret) -> str:
    """Return drawn words as they were drawn: lower case, single spaces, whatever stood between them."""
    letters = as_compared(words).lower()
    return " ".join("".join(letter if letter.isalpha() else " " for letter in letters).split())
