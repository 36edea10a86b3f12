"""Reminders without a server: an icon in the tray, one notice a day, and a start with the session if wanted."""
