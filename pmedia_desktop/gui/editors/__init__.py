"""Dialogs in which a record is entered or edited."""
