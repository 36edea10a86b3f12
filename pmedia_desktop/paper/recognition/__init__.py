"""What an office's form looks like to the program: its cells, its words, and which field belongs where."""
