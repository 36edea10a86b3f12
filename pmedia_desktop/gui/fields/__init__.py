"""Input fields that a record's values go into and come out of."""
