"""The unit's papers: which form, which values, printed, kept, saved as Word; and the workshop for any office's form."""
