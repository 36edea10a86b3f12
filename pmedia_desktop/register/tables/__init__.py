"""The mapped tables, one module for each group. They never leave the register."""
