"""Names and sizes of the entries in a keyring.

Windows Credential Manager: CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 bytes (wincred.h), and keyring writes UTF-16: 1,280
units. The same limit holds everywhere, so that a register can move to another PC.
"""

import secrets

LONGEST_ENTRY = 1280  # UTF-16 units
# Readable while the keyring is locked: it says whose entry it is, and nothing of what it is for.
_PREFIX = "pmedia-desktop:"


def new_entry_name() -> str:
    """Return a name that no entry has had: it is announced in the register before the entry is written."""
    return _PREFIX + secrets.token_hex(16)


def utf16_units(text: str) -> int:
    """Return the length of a text as Windows counts it: characters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
