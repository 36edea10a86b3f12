"""From a PDF to the screen, the printer and the user's folder."""
