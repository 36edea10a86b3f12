"""Version 5 of the schema: what is told to the office in writing. Frozen once it is released."""

TABLES = """
CREATE TABLE written_notice (
    id INTEGER NOT NULL,
    subject_kind VARCHAR(32) NOT NULL,
    subject_id INTEGER NOT NULL,
    about VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    "before" VARCHAR NOT NULL,
    "after" VARCHAR NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    told_on DATE,
    CONSTRAINT pk_written_notice PRIMARY KEY (id)
)
"""
