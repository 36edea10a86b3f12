"""The user's manual: read in the program, right at the place, and as a PDF."""
