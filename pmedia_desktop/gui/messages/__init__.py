"""The reply ledger's dialogs: a message, texts for replies."""
