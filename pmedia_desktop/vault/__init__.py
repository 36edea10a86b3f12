"""Secrets: sealed to their holders (age) and kept in the operating system's keyring; Article 15 of the Measures.

Services call :class:`pmedia_desktop.vault.client.Vault`; an identity lies open and a secret is in the clear
only in the vault's own process. What it protects against, and what not: docs/security.md.
"""
