"""What was done: the journal in plain words, taken out, taken back; and the recycle bin."""
