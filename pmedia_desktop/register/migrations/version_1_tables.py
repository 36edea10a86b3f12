"""Version 1 of the schema: the tables. Frozen: what is released here never changes."""

TABLES = """
CREATE TABLE attachment (
    id INTEGER NOT NULL,
    subject_kind VARCHAR(32) NOT NULL,
    subject_id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    file_name VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    added_at VARCHAR(27),
    CONSTRAINT pk_attachment PRIMARY KEY (id)
)

CREATE INDEX ix_attachment_subject_kind_subject_id ON attachment (subject_kind, subject_id)

CREATE TABLE draft (
    "key" VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    kept_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY ("key")
)

CREATE TABLE holiday_year (
    year INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    CONSTRAINT pk_holiday_year PRIMARY KEY (year)
)

CREATE TABLE journal_entry (
    number INTEGER NOT NULL,
    at VARCHAR(27) NOT NULL,
    action VARCHAR(32) NOT NULL,
    subject_kind VARCHAR(32) NOT NULL,
    subject_id INTEGER NOT NULL,
    proved BOOLEAN NOT NULL,
    actor VARCHAR,
    os_user VARCHAR,
    title VARCHAR,
    note VARCHAR,
    previous_hash VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    CONSTRAINT pk_journal_entry PRIMARY KEY (number)
)

CREATE INDEX ix_journal_entry_subject_kind_subject_id ON journal_entry (subject_kind, subject_id)

CREATE TABLE journal_value (
    digest VARCHAR NOT NULL,
    salt BLOB NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_journal_value PRIMARY KEY (digest)
)

CREATE TABLE person (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    office_phone VARCHAR NOT NULL,
    mobile_phone VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    since DATE,
    until DATE,
    search_key VARCHAR NOT NULL,
    name_order VARCHAR NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id)
)

CREATE TABLE recycled (
    subject_kind VARCHAR(32) NOT NULL,
    subject_id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    recycled_at VARCHAR(27) NOT NULL,
    actor_name VARCHAR NOT NULL,
    os_user VARCHAR NOT NULL,
    proved BOOLEAN NOT NULL,
    CONSTRAINT pk_recycled PRIMARY KEY (subject_kind, subject_id)
)

CREATE TABLE setting (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)

CREATE TABLE account (
    id INTEGER NOT NULL,
    platform VARCHAR NOT NULL,
    platform_detail VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    platform_id VARCHAR NOT NULL,
    original_id VARCHAR NOT NULL,
    media_code VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    subject VARCHAR NOT NULL,
    homepage VARCHAR NOT NULL,
    opened_on DATE,
    baseline VARCHAR(32) NOT NULL,
    baseline_on DATE,
    certification VARCHAR(32) NOT NULL,
    certification_subject VARCHAR NOT NULL,
    certified_until DATE,
    purpose VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    update_frequency VARCHAR NOT NULL,
    followers INTEGER,
    basis_issuer VARCHAR NOT NULL,
    basis_title VARCHAR NOT NULL,
    basis_number VARCHAR NOT NULL,
    basis_on DATE,
    superior_account VARCHAR NOT NULL,
    linked_to_superior BOOLEAN,
    in_media_matrix BOOLEAN,
    operation VARCHAR(32) NOT NULL,
    contractor VARCHAR NOT NULL,
    contract_until DATE,
    domain VARCHAR NOT NULL,
    icp_number VARCHAR NOT NULL,
    holder_id INTEGER,
    deputy_holder_id INTEGER,
    bound_phone VARCHAR NOT NULL,
    bound_phone_owner VARCHAR(32) NOT NULL,
    bound_phone_owner_name VARCHAR NOT NULL,
    bound_email VARCHAR NOT NULL,
    platform_administrator VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    search_key VARCHAR NOT NULL,
    name_order VARCHAR NOT NULL,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT fk_account_holder_id FOREIGN KEY(holder_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_account_deputy_holder_id FOREIGN KEY(deputy_holder_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE INDEX ix_account_holder_id ON account (holder_id)

CREATE INDEX ix_account_name_order ON account (name_order)

CREATE TABLE attachment_content (
    attachment_id INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachment_content PRIMARY KEY (attachment_id),
    CONSTRAINT fk_attachment_content_attachment_id FOREIGN KEY(attachment_id)
        REFERENCES attachment (id) ON DELETE RESTRICT
)

CREATE TABLE holiday_day_off (
    year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    on_day DATE NOT NULL,
    CONSTRAINT pk_holiday_day_off PRIMARY KEY (year, position),
    CONSTRAINT fk_holiday_day_off_year FOREIGN KEY(year)
        REFERENCES holiday_year (year) ON DELETE RESTRICT
)

CREATE TABLE holiday_makeup_workday (
    year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    on_day DATE NOT NULL,
    CONSTRAINT pk_holiday_makeup_workday PRIMARY KEY (year, position),
    CONSTRAINT fk_holiday_makeup_workday_year FOREIGN KEY(year)
        REFERENCES holiday_year (year) ON DELETE RESTRICT
)

CREATE TABLE journal_change (
    entry_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    subject_kind VARCHAR(32) NOT NULL,
    subject_id INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    title VARCHAR,
    "before" VARCHAR,
    "after" VARCHAR,
    CONSTRAINT pk_journal_change PRIMARY KEY (entry_number, position),
    CONSTRAINT fk_journal_change_entry_number FOREIGN KEY(entry_number)
        REFERENCES journal_entry (number) ON DELETE RESTRICT
)

CREATE INDEX ix_journal_change_subject_kind_subject_id ON journal_change (subject_kind, subject_id)

CREATE TABLE person_role (
    person_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value VARCHAR(32) NOT NULL,
    CONSTRAINT pk_person_role PRIMARY KEY (person_id, position),
    CONSTRAINT fk_person_role_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE TABLE unit (
    id INTEGER NOT NULL,
    full_name VARCHAR NOT NULL,
    seal_text VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    credit_code VARCHAR NOT NULL,
    superior_unit VARCHAR NOT NULL,
    reporting_code VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    principal_id INTEGER,
    deputy_in_charge_id INTEGER,
    clerk_id INTEGER,
    filing_authority VARCHAR NOT NULL,
    computer_confirmed_on DATE,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT ck_unit_one_unit CHECK (id = 1),
    CONSTRAINT fk_unit_principal_id FOREIGN KEY(principal_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_deputy_in_charge_id FOREIGN KEY(deputy_in_charge_id)
        REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_clerk_id FOREIGN KEY(clerk_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE TABLE account_operator (
    account_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    mobile_phone VARCHAR NOT NULL,
    long_term BOOLEAN NOT NULL,
    until DATE,
    CONSTRAINT pk_account_operator PRIMARY KEY (account_id, position),
    CONSTRAINT fk_account_operator_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE TABLE account_reviewer (
    account_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_account_reviewer PRIMARY KEY (account_id, position),
    CONSTRAINT fk_account_reviewer_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT,
    CONSTRAINT fk_account_reviewer_person_id FOREIGN KEY(person_id)
        REFERENCES person (id) ON DELETE RESTRICT
)

CREATE TABLE filing (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    account_id INTEGER NOT NULL,
    state VARCHAR(32) NOT NULL,
    event_on DATE,
    reason VARCHAR NOT NULL,
    approval_on DATE,
    approval_by VARCHAR NOT NULL,
    approval_form VARCHAR(32) NOT NULL,
    approval_document VARCHAR NOT NULL,
    approval_signed_later_on DATE,
    consultation_on DATE,
    consultation_with_whom VARCHAR NOT NULL,
    consultation_answer VARCHAR NOT NULL,
    publicly_announced BOOLEAN,
    filled_on DATE,
    preparer_name VARCHAR NOT NULL,
    preparer_phone VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    signed_on DATE,
    sealed_on DATE,
    submitted_on DATE,
    submitted_how VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    received_on DATE,
    filed_on DATE,
    number VARCHAR NOT NULL,
    returned_on DATE,
    return_reason VARCHAR NOT NULL,
    national_checked_on DATE,
    national_state VARCHAR NOT NULL,
    follows_id INTEGER,
    CONSTRAINT pk_filing PRIMARY KEY (id),
    CONSTRAINT fk_filing_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT,
    CONSTRAINT fk_filing_follows_id FOREIGN KEY(follows_id)
        REFERENCES filing (id) ON DELETE RESTRICT
)

CREATE INDEX ix_filing_account_id ON filing (account_id)

CREATE TABLE filing_change (
    filing_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    "before" VARCHAR NOT NULL,
    "after" VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT pk_filing_change PRIMARY KEY (filing_id, position),
    CONSTRAINT fk_filing_change_filing_id FOREIGN KEY(filing_id)
        REFERENCES filing (id) ON DELETE RESTRICT
)

CREATE TABLE filing_closure (
    filing_id INTEGER NOT NULL,
    reason VARCHAR(32) NOT NULL,
    notice_on DATE,
    notice_place VARCHAR NOT NULL,
    notice_link VARCHAR NOT NULL,
    notice_text VARCHAR NOT NULL,
    stopped_on DATE,
    login_way VARCHAR(32) NOT NULL,
    login_note VARCHAR NOT NULL,
    requested_on DATE,
    request_round INTEGER NOT NULL,
    followers INTEGER,
    freeze_days INTEGER NOT NULL,
    confirm_within_days INTEGER NOT NULL,
    confirmed_on DATE,
    completed_on DATE,
    completion_on_paper BOOLEAN NOT NULL,
    archived_at VARCHAR NOT NULL,
    successor VARCHAR NOT NULL,
    CONSTRAINT pk_filing_closure PRIMARY KEY (filing_id),
    CONSTRAINT fk_filing_closure_filing_id FOREIGN KEY(filing_id)
        REFERENCES filing (id) ON DELETE RESTRICT
)

CREATE TABLE filing_enclosure (
    filing_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value VARCHAR NOT NULL,
    CONSTRAINT pk_filing_enclosure PRIMARY KEY (filing_id, position),
    CONSTRAINT fk_filing_enclosure_filing_id FOREIGN KEY(filing_id)
        REFERENCES filing (id) ON DELETE RESTRICT
)

CREATE TABLE filing_event (
    filing_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR(32) NOT NULL,
    happened_on DATE NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    note VARCHAR NOT NULL,
    CONSTRAINT pk_filing_event PRIMARY KEY (filing_id, position),
    CONSTRAINT fk_filing_event_filing_id FOREIGN KEY(filing_id)
        REFERENCES filing (id) ON DELETE RESTRICT
)

CREATE TABLE filing_printing (
    filing_id INTEGER NOT NULL,
    attachment_id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    form_name VARCHAR NOT NULL,
    form_version VARCHAR NOT NULL,
    values_json VARCHAR NOT NULL,
    printed_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_filing_printing PRIMARY KEY (filing_id),
    CONSTRAINT fk_filing_printing_filing_id FOREIGN KEY(filing_id)
        REFERENCES filing (id) ON DELETE RESTRICT,
    CONSTRAINT fk_filing_printing_attachment_id FOREIGN KEY(attachment_id)
        REFERENCES attachment (id) ON DELETE RESTRICT
)
"""
