"""What makes things for the program and is no part of it."""
