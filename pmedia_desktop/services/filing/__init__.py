"""A filing from the draft to the authority's answer, and what its form says (Articles 6 and 7)."""
