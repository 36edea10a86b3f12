"""The window (Qt): pages, guides, dialogs. Knows services and the model, never the register.

PySide makes a Qt class with all its enumerations when it is first named; ``Qt`` alone has 92 of them, which takes a
tenth of the start. So what is imported before the window shows calls by its module (``QtCore.Qt``) what it needs later.
"""
