"""Tables and papers of others taken into the register: planned first, then written in one transaction."""
