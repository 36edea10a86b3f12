"""Secrets: the operating system's keyring and sealing (Article 15). Still empty: see docs/architecture.md."""
