"""Version 3 of the schema: messages, self-inspection, incidents, orders from above. Frozen once it is released."""

TABLES = """
CREATE TABLE management_rules (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    issued_on DATE NOT NULL,
    replaced_on DATE,
    CONSTRAINT pk_management_rules PRIMARY KEY (id)
)

CREATE TABLE self_inspection (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    quarter INTEGER NOT NULL,
    begun_on DATE NOT NULL,
    inspector VARCHAR NOT NULL,
    closed_on DATE,
    CONSTRAINT pk_self_inspection PRIMARY KEY (id)
)

CREATE TABLE check_result (
    inspection_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    index_name VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    certainty VARCHAR(32) NOT NULL,
    is_veto BOOLEAN NOT NULL,
    account_id INTEGER,
    account VARCHAR NOT NULL,
    answer VARCHAR(32) NOT NULL,
    automatic BOOLEAN NOT NULL,
    evidence VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_check_result PRIMARY KEY (inspection_id, position),
    CONSTRAINT fk_check_result_inspection_id FOREIGN KEY(inspection_id)
        REFERENCES self_inspection (id) ON DELETE RESTRICT,
    CONSTRAINT fk_check_result_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE TABLE incident (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    account_id INTEGER,
    what VARCHAR NOT NULL,
    noticed_on DATE NOT NULL,
    noticed_time VARCHAR NOT NULL,
    noticed_by VARCHAR NOT NULL,
    first_measures VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    closed_on DATE,
    CONSTRAINT pk_incident PRIMARY KEY (id),
    CONSTRAINT fk_incident_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE TABLE message (
    id INTEGER NOT NULL,
    account_id INTEGER,
    channel VARCHAR(32) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    received_on DATE NOT NULL,
    received_time VARCHAR NOT NULL,
    nickname VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    about_id INTEGER,
    is_complex BOOLEAN NOT NULL,
    within_duties BOOLEAN,
    transferred_to VARCHAR NOT NULL,
    transferred_on DATE,
    handler_id INTEGER,
    assigned_on DATE,
    reply VARCHAR NOT NULL,
    reviewer_id INTEGER,
    replied_on DATE,
    replied_time VARCHAR NOT NULL,
    is_public BOOLEAN,
    no_reply_reason VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_message PRIMARY KEY (id),
    CONSTRAINT fk_message_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT,
    CONSTRAINT fk_message_about_id FOREIGN KEY(about_id)
        REFERENCES message (id) ON DELETE RESTRICT,
    CONSTRAINT fk_message_handler_id FOREIGN KEY(handler_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_message_reviewer_id FOREIGN KEY(reviewer_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE INDEX ix_message_received_on ON message (received_on)

CREATE INDEX ix_message_account_id ON message (account_id)

CREATE TABLE sanction (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    issuer VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    account_id INTEGER,
    what VARCHAR NOT NULL,
    due_on DATE,
    report VARCHAR NOT NULL,
    reported_on DATE,
    reported_to VARCHAR NOT NULL,
    closed_on DATE,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_sanction PRIMARY KEY (id),
    CONSTRAINT fk_sanction_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE TABLE incident_report (
    incident_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reported_to VARCHAR NOT NULL,
    reported_on DATE NOT NULL,
    reported_time VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    CONSTRAINT pk_incident_report PRIMARY KEY (incident_id, position),
    CONSTRAINT fk_incident_report_incident_id FOREIGN KEY(incident_id)
        REFERENCES incident (id) ON DELETE RESTRICT
)

CREATE TABLE problem (
    id INTEGER NOT NULL,
    inspection_id INTEGER,
    sanction_id INTEGER,
    account_id INTEGER,
    code VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    found_on DATE NOT NULL,
    person_id INTEGER,
    due_on DATE,
    remedy VARCHAR NOT NULL,
    mended_on DATE,
    proof VARCHAR NOT NULL,
    CONSTRAINT pk_problem PRIMARY KEY (id),
    CONSTRAINT fk_problem_inspection_id FOREIGN KEY(inspection_id)
        REFERENCES self_inspection (id) ON DELETE RESTRICT,
    CONSTRAINT fk_problem_sanction_id FOREIGN KEY(sanction_id)
        REFERENCES sanction (id) ON DELETE RESTRICT,
    CONSTRAINT fk_problem_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT,
    CONSTRAINT fk_problem_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT
)
"""
