"""Parts of the page that takes tables in: how columns are named, what becomes of each row."""
