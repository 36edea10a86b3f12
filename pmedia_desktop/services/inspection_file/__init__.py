"""The inspection file (迎检包): the unit's evidence for a period, in a folder and a ZIP, with contents and hashes."""
