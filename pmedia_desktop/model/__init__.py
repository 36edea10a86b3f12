"""What the program talks about: enums and frozen dataclasses, standard library only.

A record's ``id`` is 0 until the register has given it one. Dates are local calendar dates, instants are
``datetime`` with time zone (UTC in the register). Enums carry the code that is stored; what people read
comes from ``model.words``.
"""
