"""Self-inspections, incidents, orders from above, and the unit's own rules (Articles 13, 15 to 17)."""
