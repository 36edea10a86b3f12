"""A declared form and its values become a PDF: fonts, line breaking, layout. Knows neither the model nor Qt."""
