"""The tabs and dialogs of the page 自查."""
