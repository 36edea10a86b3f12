"""Word files: an office's form with marks is filled, and a declared paper is written as one. Only python-docx here."""
