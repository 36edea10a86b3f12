"""A booklet: chapters of running text with pictures, a contents and page numbers. The manual is one."""
