"""Custody (Article 15): who holds which way into an account; secrets sealed to them, shown, lent, changed.

Every function is one job. Those that take a ``Vault`` ask the operating system's keyring or need an open identity,
and belong into the lane for long jobs.
"""
