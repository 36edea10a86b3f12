"""What the pages of filings are made of: steps, the form, guides."""
