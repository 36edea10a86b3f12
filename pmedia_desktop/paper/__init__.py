"""A declared form and its values become a PDF."""
