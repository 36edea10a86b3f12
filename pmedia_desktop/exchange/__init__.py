"""Other people's files: spreadsheets, calendars, packages. Still empty: see docs/architecture.md."""
