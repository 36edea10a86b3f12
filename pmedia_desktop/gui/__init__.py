"""The window (Qt): pages, guides, dialogs. Knows services and the model, never the register."""
