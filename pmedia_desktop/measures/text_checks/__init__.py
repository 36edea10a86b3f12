"""What a text shows by itself before it is published (Articles 8 to 10, 14): pure functions that name the place.

Every place is counted in characters of the text as it was given.
"""
