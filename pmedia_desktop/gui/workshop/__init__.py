"""The parts of the form workshop: the page with its places, the panel of a place, what can be undone."""
