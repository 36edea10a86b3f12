"""What citizens say on the accounts, and the answers (Article 11)."""
