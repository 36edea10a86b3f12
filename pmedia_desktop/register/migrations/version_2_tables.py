"""Version 2 of the schema: the tables of custody. Frozen: what is released here never changes."""

TABLES = """
CREATE TABLE inventory (
    id INTEGER NOT NULL,
    begun_on DATE NOT NULL,
    closed_on DATE,
    CONSTRAINT pk_inventory PRIMARY KEY (id)
)

CREATE TABLE login_terminal (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    name VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    asset_number VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    vouched_by VARCHAR NOT NULL,
    added_on DATE,
    added_by VARCHAR NOT NULL,
    retired_on DATE,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_login_terminal PRIMARY KEY (id)
)

CREATE TABLE sealed_text (
    name VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT pk_sealed_text PRIMARY KEY (name)
)

CREATE TABLE transfer (
    id INTEGER NOT NULL,
    taker VARCHAR NOT NULL,
    taker_recipient VARCHAR NOT NULL,
    sent_at VARCHAR(27) NOT NULL,
    receipt_digest VARCHAR NOT NULL,
    received_at VARCHAR(27),
    CONSTRAINT pk_transfer PRIMARY KEY (id)
)

CREATE TABLE handover (
    id INTEGER NOT NULL,
    outgoing_id INTEGER NOT NULL,
    incoming_id INTEGER NOT NULL,
    witness_id INTEGER NOT NULL,
    leader_id INTEGER,
    alone BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    planned_on DATE,
    handed_over_on DATE,
    state VARCHAR(32) NOT NULL,
    unfinished VARCHAR NOT NULL,
    contact VARCHAR NOT NULL,
    sheet_attachment_id INTEGER,
    closed_on DATE,
    CONSTRAINT pk_handover PRIMARY KEY (id),
    CONSTRAINT fk_handover_outgoing_id FOREIGN KEY(outgoing_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_incoming_id FOREIGN KEY(incoming_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_witness_id FOREIGN KEY(witness_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_leader_id FOREIGN KEY(leader_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_sheet_attachment_id FOREIGN KEY(sheet_attachment_id)
        REFERENCES attachment (id) ON DELETE RESTRICT
)

CREATE TABLE holder_key (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    recipient VARCHAR NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    passphrase_set_at VARCHAR(27) NOT NULL,
    retired_at VARCHAR(27),
    CONSTRAINT pk_holder_key PRIMARY KEY (id),
    CONSTRAINT fk_holder_key_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE UNIQUE INDEX ix_holder_key_one_in_use ON holder_key (person_id) WHERE retired_at IS NULL

CREATE TABLE recovery_key (
    id INTEGER NOT NULL,
    recipient VARCHAR NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    state VARCHAR(32) NOT NULL,
    sealed_to_id INTEGER,
    postponed_until DATE,
    printed_at VARCHAR(27),
    confirmed_at VARCHAR(27),
    place VARCHAR NOT NULL,
    opened_at VARCHAR(27),
    opened_reason VARCHAR NOT NULL,
    opened_by VARCHAR NOT NULL,
    opened_with VARCHAR NOT NULL,
    CONSTRAINT pk_recovery_key PRIMARY KEY (id),
    CONSTRAINT fk_recovery_key_sealed_to_id FOREIGN KEY(sealed_to_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE TABLE credential (
    id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    status VARCHAR(32) NOT NULL,
    login_name VARCHAR NOT NULL,
    bound_phone VARCHAR NOT NULL,
    sim_keeper VARCHAR NOT NULL,
    bound_email VARCHAR NOT NULL,
    email_keeper VARCHAR NOT NULL,
    platform_administrator VARCHAR NOT NULL,
    authorisations VARCHAR NOT NULL,
    holder_id INTEGER,
    deputy_id INTEGER,
    change_since VARCHAR(27),
    change_reason VARCHAR(32),
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_credential PRIMARY KEY (id),
    CONSTRAINT ck_credential_active_is_held CHECK (holder_id IS NOT NULL OR status = 'retired'),
    CONSTRAINT fk_credential_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT,
    CONSTRAINT fk_credential_holder_id FOREIGN KEY(holder_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_credential_deputy_id FOREIGN KEY(deputy_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE INDEX ix_credential_account_id ON credential (account_id)

CREATE TABLE recovery_key_group (
    recovery_key_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_recovery_key_group PRIMARY KEY (recovery_key_id, position),
    CONSTRAINT fk_recovery_key_group_recovery_key_id FOREIGN KEY(recovery_key_id)
        REFERENCES recovery_key (id) ON DELETE RESTRICT
)

CREATE TABLE credential_loan (
    credential_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    lent_at VARCHAR(27) NOT NULL,
    until VARCHAR(27) NOT NULL,
    CONSTRAINT pk_credential_loan PRIMARY KEY (credential_id),
    CONSTRAINT fk_credential_loan_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT,
    CONSTRAINT fk_credential_loan_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE TABLE custody_event (
    id INTEGER NOT NULL,
    credential_id INTEGER,
    act VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    by_person_id INTEGER,
    actor VARCHAR NOT NULL,
    proved BOOLEAN NOT NULL,
    os_user VARCHAR NOT NULL,
    computer VARCHAR NOT NULL,
    person_id INTEGER,
    witness_id INTEGER,
    version INTEGER,
    reason VARCHAR NOT NULL,
    due_at VARCHAR(27),
    CONSTRAINT pk_custody_event PRIMARY KEY (id),
    CONSTRAINT fk_custody_event_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT,
    CONSTRAINT fk_custody_event_by_person_id FOREIGN KEY(by_person_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_custody_event_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_custody_event_witness_id FOREIGN KEY(witness_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE INDEX ix_custody_event_at ON custody_event (at)

CREATE INDEX ix_custody_event_credential_id ON custody_event (credential_id)

CREATE TABLE handover_credential (
    handover_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    credential_id INTEGER NOT NULL,
    CONSTRAINT pk_handover_credential PRIMARY KEY (handover_id, position),
    CONSTRAINT fk_handover_credential_handover_id FOREIGN KEY(handover_id)
        REFERENCES handover (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_credential_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)

CREATE TABLE handover_task (
    handover_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    credential_id INTEGER NOT NULL,
    step VARCHAR(32) NOT NULL,
    needed BOOLEAN NOT NULL,
    done_on DATE,
    due_on DATE,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_handover_task PRIMARY KEY (handover_id, position),
    CONSTRAINT fk_handover_task_handover_id FOREIGN KEY(handover_id)
        REFERENCES handover (id) ON DELETE RESTRICT,
    CONSTRAINT fk_handover_task_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)

CREATE TABLE inventory_line (
    inventory_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    credential_id INTEGER NOT NULL,
    account VARCHAR NOT NULL,
    platform VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    login_name VARCHAR NOT NULL,
    holder VARCHAR NOT NULL,
    deputy VARCHAR NOT NULL,
    confirmed_on DATE,
    confirmed_by VARCHAR NOT NULL,
    proved BOOLEAN NOT NULL,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_inventory_line PRIMARY KEY (inventory_id, position),
    CONSTRAINT fk_inventory_line_inventory_id FOREIGN KEY(inventory_id)
        REFERENCES inventory (id) ON DELETE RESTRICT,
    CONSTRAINT fk_inventory_line_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)

CREATE TABLE sealed_copy (
    credential_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    entry VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    recipients VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    announced_at VARCHAR(27) NOT NULL,
    opened_at VARCHAR(27),
    CONSTRAINT pk_sealed_copy PRIMARY KEY (credential_id, position),
    CONSTRAINT fk_sealed_copy_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)

CREATE UNIQUE INDEX ix_sealed_copy_entry ON sealed_copy (entry)

CREATE UNIQUE INDEX ix_sealed_copy_one_current ON sealed_copy (credential_id) WHERE state = 'current'

CREATE TABLE secret_version (
    credential_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    set_at VARCHAR(27) NOT NULL,
    set_by VARCHAR NOT NULL,
    strength VARCHAR(32) NOT NULL,
    reused BOOLEAN,
    confirmed_at VARCHAR(27),
    CONSTRAINT pk_secret_version PRIMARY KEY (credential_id, position),
    CONSTRAINT fk_secret_version_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)

CREATE TABLE transfer_credential (
    transfer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    credential_id INTEGER NOT NULL,
    CONSTRAINT pk_transfer_credential PRIMARY KEY (transfer_id, position),
    CONSTRAINT fk_transfer_credential_transfer_id FOREIGN KEY(transfer_id)
        REFERENCES transfer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_transfer_credential_credential_id FOREIGN KEY(credential_id)
        REFERENCES credential (id) ON DELETE RESTRICT
)
"""
