"""Version 3 of the schema: the tables of publishing. Frozen: what is released here never changes."""

TABLES = """
CREATE TABLE publication (
    id INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    origin VARCHAR(32) NOT NULL,
    source VARCHAR NOT NULL,
    source_link VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    state VARCHAR(32) NOT NULL,
    drafter VARCHAR NOT NULL,
    drafted_on DATE,
    planned_on DATE,
    planned_time VARCHAR NOT NULL,
    others VARCHAR NOT NULL,
    others_agreed VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    personal_data_masked BOOLEAN NOT NULL,
    checklist_by VARCHAR NOT NULL,
    checklist_on DATE,
    after_the_fact BOOLEAN NOT NULL,
    ended_on DATE,
    end_reason VARCHAR NOT NULL,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_publication PRIMARY KEY (id)
)

CREATE INDEX ix_publication_state ON publication (state)

CREATE TABLE term_list (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    dated_on DATE,
    origin VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT pk_term_list PRIMARY KEY (id)
)

CREATE UNIQUE INDEX ix_term_list_kind ON term_list (kind)

CREATE TABLE publication_gate (
    publication_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    gate VARCHAR(32) NOT NULL,
    CONSTRAINT pk_publication_gate PRIMARY KEY (publication_id, position),
    CONSTRAINT fk_publication_gate_publication_id FOREIGN KEY(publication_id)
        REFERENCES publication (id) ON DELETE RESTRICT
)

CREATE TABLE publication_step (
    publication_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    person VARCHAR NOT NULL,
    verdict VARCHAR(32) NOT NULL,
    opinion VARCHAR NOT NULL,
    at VARCHAR(27),
    by_telephone BOOLEAN NOT NULL,
    signed_on DATE,
    CONSTRAINT pk_publication_step PRIMARY KEY (publication_id, position),
    CONSTRAINT fk_publication_step_publication_id FOREIGN KEY(publication_id)
        REFERENCES publication (id) ON DELETE RESTRICT
)

CREATE TABLE superior_task (
    id INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    title VARCHAR NOT NULL,
    ordered_by VARCHAR NOT NULL,
    ordered_on DATE,
    source VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    due_on DATE,
    due_time VARCHAR NOT NULL,
    done_on DATE,
    done_time VARCHAR NOT NULL,
    done_where VARCHAR NOT NULL,
    publication_id INTEGER,
    answer VARCHAR NOT NULL,
    answered_on DATE,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_superior_task PRIMARY KEY (id),
    CONSTRAINT fk_superior_task_publication_id FOREIGN KEY(publication_id)
        REFERENCES publication (id) ON DELETE RESTRICT
)

CREATE INDEX ix_superior_task_ordered_on ON superior_task (ordered_on)

CREATE TABLE monthly_figures (
    id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER NOT NULL,
    followers INTEGER,
    new_followers INTEGER,
    reads INTEGER,
    likes INTEGER,
    shares INTEGER,
    comments INTEGER,
    remark VARCHAR NOT NULL,
    CONSTRAINT pk_monthly_figures PRIMARY KEY (id),
    CONSTRAINT ck_monthly_figures_month_exists CHECK (month BETWEEN 1 AND 12),
    CONSTRAINT fk_monthly_figures_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE INDEX ix_monthly_figures_account_id ON monthly_figures (account_id)

CREATE TABLE publication_placement (
    publication_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    published_on DATE,
    published_time VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    CONSTRAINT pk_publication_placement PRIMARY KEY (publication_id, position),
    CONSTRAINT fk_publication_placement_publication_id FOREIGN KEY(publication_id)
        REFERENCES publication (id) ON DELETE RESTRICT,
    CONSTRAINT fk_publication_placement_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)

CREATE INDEX ix_publication_placement_account_id ON publication_placement (account_id)

CREATE INDEX ix_publication_placement_published_on ON publication_placement (published_on)

CREATE TABLE superior_task_account (
    superior_task_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    CONSTRAINT pk_superior_task_account PRIMARY KEY (superior_task_id, position),
    CONSTRAINT fk_superior_task_account_superior_task_id FOREIGN KEY(superior_task_id)
        REFERENCES superior_task (id) ON DELETE RESTRICT,
    CONSTRAINT fk_superior_task_account_account_id FOREIGN KEY(account_id)
        REFERENCES account (id) ON DELETE RESTRICT
)
"""
