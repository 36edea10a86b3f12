"""The window's side of publishing: items, their review, the update clock, orders from above, monthly figures."""
