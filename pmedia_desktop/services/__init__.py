"""The jobs of an account manager: one function, one transaction, one journal entry."""
