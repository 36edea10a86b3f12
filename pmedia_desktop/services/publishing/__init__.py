"""Publishing: items and their review, the update clock, orders from above, monthly figures, and their papers."""
