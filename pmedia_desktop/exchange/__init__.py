"""Other people's files: spreadsheets and text tables read and written, calendars written.

Knows neither the model nor the register: what a table means is for ``services.importing`` and
``services.exporting``.
"""
