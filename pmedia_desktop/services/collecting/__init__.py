"""What many units have handed in, in one table with what the Measures say about it: for the district office."""
