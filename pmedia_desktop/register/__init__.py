"""The SQLite file: mappings, transactions, migrations, journal, attachments, backup."""
