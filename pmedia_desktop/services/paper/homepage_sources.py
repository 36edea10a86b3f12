"""What only the page of homepages has as sources of values."""

SLOTS = 12
"""Codes on one page."""

HOMEPAGE_SOURCES = frozenset(
    ("codes.filled_on", *(f"codes.{number}.{part}" for number in range(1, SLOTS + 1) for part in ("name", "qr")))
)
