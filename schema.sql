-- The database of a nianbao archive, whole and newest. archive.sqlite in the archive's directory is made from it.
--
-- To look at it:   sqlite3 -readonly archive.sqlite   or   datasette archive.sqlite   or   nianbao sql "SELECT ..."
-- Begin with the views at the end: reports, figures, figures_by_year, figures_wide, passages, offices, revisions.
--
-- Truth are the original files under originals/. Rows that a reader made from them can be made again at any time:
-- revision, section, passage, figure, note. Rows that hold what a person decided cannot: office_name with
-- decided = 1, register, word, correction, waiver, follow_up, history, image.
--
-- Change it only together with a step in src/archive/db/upgrade.rs.

PRAGMA application_id = 0x6E69616E; -- "nian"
PRAGMA user_version = 4;

-- Settings of the archive itself.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY, -- index_commit, index_fingerprint, dictionary, created, ...
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------- offices

-- An office that reports are filed under. One without a row in office_name has no report in force, and no question
-- sees it.
CREATE TABLE office (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE -- the name its reports are filed under
) STRICT;

-- Every name of an office, its filing name among them. A name belongs to one office.
CREATE TABLE office_name (
    folded  TEXT PRIMARY KEY, -- the name without white space, full-width characters made half-width
    name    TEXT NOT NULL,    -- as printed or typed
    office  INTEGER NOT NULL REFERENCES office (id),
    decided INTEGER NOT NULL CHECK (decided IN (0, 1)) -- 1: a person said so; 0: the name of the first report
) STRICT, WITHOUT ROWID;
CREATE INDEX office_name_office ON office_name (office);

-- The offices that must report, as a person keeps them; they may or may not have reports here.
CREATE TABLE register (
    name        TEXT PRIMARY KEY,
    parent      TEXT,    -- the office above it
    covers      TEXT,    -- JSON list: offices whose reports add up to this one's; NULL: those directly under it
    since       INTEGER, -- first year it had to report
    until       INTEGER, -- last year it had to report
    makes_rules INTEGER CHECK (makes_rules IN (0, 1)), -- whether it can make 规章
    enforces    INTEGER CHECK (enforces IN (0, 1))     -- whether it grants licences, punishes or compels
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------- reports

-- A file as it came: originals/ab/abcdef...
CREATE TABLE original (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE, -- 64 hexadecimal digits
    bytes  INTEGER NOT NULL
) STRICT;

-- The report of an office for a year; its revisions are below.
CREATE TABLE report (
    id     INTEGER PRIMARY KEY,
    office INTEGER NOT NULL REFERENCES office (id),
    year   INTEGER NOT NULL,
    newest INTEGER REFERENCES revision (id), -- the revision in force; NULL: the report was removed
    UNIQUE (office, year)
) STRICT;

-- What was read from one original for one report.
CREATE TABLE revision (
    id             INTEGER PRIMARY KEY,
    report         INTEGER NOT NULL REFERENCES report (id),
    number         INTEGER NOT NULL,  -- 1, 2, ... within the report, by date of publication or order of adding;
                                      -- negative: a copy of another revision, or undone or removed
    original       INTEGER NOT NULL REFERENCES original (id),
    file           TEXT NOT NULL,     -- name of the file that was added
    format         TEXT NOT NULL,     -- text, html, pdf, ...; figures: a table of figures alone
    form           TEXT NOT NULL,     -- the name of an edition: 2021, 2019; free
    title          TEXT NOT NULL,
    agency_printed TEXT,              -- the office as printed, where it differs
    agency_read    TEXT NOT NULL,     -- the office as recognised, before aliases and --agency
    published      TEXT,              -- 2025-01-31
    period_from    TEXT,              -- first day of the statistics period; NULL: not printed
    period_to      TEXT,              -- last day of it
    ocr            INTEGER NOT NULL CHECK (ocr IN (0, 1)), -- 1: read by OCR, no figure is certain
    options        TEXT,              -- JSON: what a person gave with the file: agency, year, published
    added          TEXT NOT NULL,     -- when, in UTC: 2025-01-31T08:00:00Z
    reader         TEXT NOT NULL,     -- version of the program that read it
    numbers        INTEGER NOT NULL,  -- figures that hold a number
    doubts         INTEGER NOT NULL,  -- figures that are doubtful
    notes          INTEGER NOT NULL,  -- rows in note
    digest         TEXT NOT NULL,     -- of what was read: `3:` and a SHA-256, by which `verify` finds rows that something
                                      -- else changed; with `2:` or without either of the encodings before, which
                                      -- knew nothing of tables that are not of the form
    UNIQUE (report, number)
) STRICT;
CREATE INDEX revision_original ON revision (original);

-- Further files of a revision: copies in other formats of the file whose reading is in its place, the best. Their own
-- numbers are negative.
CREATE TABLE copy (
    revision INTEGER PRIMARY KEY REFERENCES revision (id), -- what was read from the copy
    best     INTEGER NOT NULL REFERENCES revision (id)     -- the revision whose number it shares
) STRICT;
CREATE INDEX copy_best ON copy (best);

-- The sections of a revision. Position 0 is the text before the first section.
CREATE TABLE section (
    revision      INTEGER NOT NULL REFERENCES revision (id),
    position      INTEGER NOT NULL, -- 0, 1, 2, ... as printed
    number        INTEGER NOT NULL, -- the statutory section 1 to 6; several may bear one number
    ordinal       TEXT,             -- as printed: 一, 二, ...
    title         TEXT NOT NULL,
    heading_found INTEGER NOT NULL CHECK (heading_found IN (0, 1)),
    page INTEGER, line INTEGER, block INTEGER NOT NULL, -- where it begins
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

-- The prose: paragraphs, long ones cut after sentences. The passages of a section joined, with a line break
-- wherever the paragraph changes, are its whole text.
CREATE TABLE passage (
    id        INTEGER PRIMARY KEY,
    revision  INTEGER NOT NULL REFERENCES revision (id),
    section   INTEGER NOT NULL, -- position of the section
    paragraph INTEGER NOT NULL, -- 0, 1, 2, ... in the section
    kind      TEXT CHECK (kind IN ('problem', 'plan', 'answer')), -- what is wrong; what will be
                            -- done, or was this year; what was done about problems of earlier years; NULL: other
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX passage_revision ON passage (revision);

-- Tables that are not of the form, as they are printed.
CREATE TABLE other_table (
    revision INTEGER NOT NULL REFERENCES revision (id),
    position INTEGER NOT NULL, -- 0, 1, 2, ... as printed
    section  INTEGER NOT NULL, -- position of the section that it is in
    title    TEXT,             -- the line above it, if that is short
    page INTEGER, line INTEGER, block INTEGER NOT NULL, -- where it begins
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

-- Their rows. Search finds them beside the passages.
CREATE TABLE other_row (
    id       INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision (id),
    position INTEGER NOT NULL, -- of the table
    row      INTEGER NOT NULL, -- 0, 1, 2, ... in the table
    cells    TEXT NOT NULL     -- JSON list of texts, a place of the grid each; empty where a merged cell covers it
) STRICT;
CREATE INDEX other_row_revision ON other_row (revision);

-- The cells of the form, of all editions: an indicator, for one applicant where it is given by applicant.
CREATE TABLE cell (
    id              INTEGER PRIMARY KEY,
    indicator       TEXT NOT NULL,    -- requests.received
    applicant       TEXT,             -- natural_person, ..., total; NULL: given once
    position        INTEGER NOT NULL, -- order on the form; this and what follows is kept as the form is now
    section         INTEGER NOT NULL, -- the section whose table holds it
    unit            TEXT NOT NULL,    -- 件, 项, 万元, 元
    label           TEXT NOT NULL,    -- 三、本年度办理结果/（一）予以公开
    applicant_label TEXT,             -- 自然人, ..., 总计
    UNIQUE (indicator, applicant)
) STRICT;

-- The figures, one row a cell of a revision, ordered so that one figure of all years lies together. A cell that
-- the report does not have (state "absent") has no row, unless there is something to say about it.
CREATE TABLE figure (
    cell     INTEGER NOT NULL REFERENCES cell (id),
    revision INTEGER NOT NULL REFERENCES revision (id),
    state    INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- 0 number, 1 blank, 2 dash, 3 unreadable, 4 absent
    amount   INTEGER, -- the number in ten-thousandths (exact); only in state 0
    printed  TEXT,    -- as printed; NULL: printed plainly as the number, or nothing in a blank
    remark   TEXT,    -- printed beside the number
    doubt    TEXT,    -- why the reading is uncertain
    page INTEGER, line INTEGER, block INTEGER, row INTEGER, col INTEGER, -- where it stood
    PRIMARY KEY (cell, revision),
    CHECK ((state = 0) = (amount IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Figures that a copy of the revision reads otherwise: a doubt beside the one that the reader has, if any.
CREATE TABLE contradiction (
    cell     INTEGER NOT NULL REFERENCES cell (id),
    revision INTEGER NOT NULL REFERENCES revision (id),
    why      TEXT NOT NULL,
    PRIMARY KEY (cell, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX contradiction_revision ON contradiction (revision);

-- What was dropped, guessed or doubtful in reading.
CREATE TABLE note (
    revision INTEGER NOT NULL REFERENCES revision (id),
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    page INTEGER, line INTEGER, block INTEGER, row INTEGER, col INTEGER,
    PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------- review

-- A finding of the review that a person accepted. Findings themselves are made anew whenever they are asked for.
CREATE TABLE waiver (
    report      INTEGER NOT NULL REFERENCES report (id),
    fingerprint TEXT NOT NULL,
    rule        TEXT NOT NULL,
    who         TEXT NOT NULL,
    why         TEXT NOT NULL,
    made        TEXT NOT NULL, -- when, in UTC
    PRIMARY KEY (report, fingerprint)
) STRICT, WITHOUT ROWID;

-- A figure that a person corrected; what was read stays in figure.
CREATE TABLE correction (
    report INTEGER NOT NULL REFERENCES report (id),
    cell   INTEGER NOT NULL REFERENCES cell (id),
    state  INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    amount INTEGER,       -- in ten-thousandths
    why    TEXT NOT NULL,
    made   TEXT NOT NULL, -- when, in UTC
    PRIMARY KEY (report, cell),
    CHECK ((state = 0) = (amount IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What was done about the report of an office for a year, step by step; the last step counts. The office is named: one
-- whose report is missing may have no row.
CREATE TABLE follow_up (
    id       INTEGER PRIMARY KEY,
    agency   TEXT NOT NULL,    -- the name its reports are filed under, or would be
    year     INTEGER NOT NULL,
    stage    TEXT NOT NULL CHECK (stage IN ('pending', 'sent', 'answered', 'passed')),
    day      TEXT NOT NULL,    -- when it was done: 2025-03-01
    who      TEXT,             -- who did it
    note     TEXT,
    remarks  TEXT,             -- JSON list: the findings that the letter named; NULL: there was no letter
    revision INTEGER REFERENCES revision (id), -- the revision in force then; NULL: there was no report
    made     TEXT NOT NULL     -- when it was recorded, in UTC
) STRICT;
CREATE INDEX follow_up_report ON follow_up (agency, year);

-- ---------------------------------------------------------------------------------------------- search

-- Words that a person taught the segmentation beside jieba's dictionary.
CREATE TABLE word (
    word  TEXT PRIMARY KEY, -- folded: no white space, half-width, small Latin letters
    added TEXT NOT NULL     -- when, in UTC
) STRICT, WITHOUT ROWID;

-- What rows come to that no original can make again, kept together with them; `verify` compares. A part is a table, or
-- "reading": what a reader said in revision.
CREATE TABLE seal (
    part   TEXT PRIMARY KEY,
    digest INTEGER NOT NULL -- of each row the first 8 bytes of a SHA-256, all of them combined by exclusive or
) STRICT, WITHOUT ROWID;

-- Reports whose passages the search index does not hold as they are now.
CREATE TABLE index_todo (
    report INTEGER PRIMARY KEY REFERENCES report (id)
) STRICT;

-- ---------------------------------------------------------------------------------------------- history

-- Everything that was done to the archive, in order. One command is one act.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    act      INTEGER NOT NULL, -- number of the command
    at       TEXT NOT NULL,    -- when, in UTC
    what     TEXT NOT NULL,    -- add, revise, remove, alias, ...
    report   INTEGER REFERENCES report (id),
    revision INTEGER REFERENCES revision (id), -- the revision in force after it
    before   INTEGER REFERENCES revision (id), -- the revision in force before it
    detail   TEXT
) STRICT;
CREATE INDEX history_report ON history (report) WHERE report IS NOT NULL;

-- What each act changed, so that it can be undone and done again: of each row what it was before and after. Of what
-- was read from files only which revisions there are.
CREATE TABLE image (
    id     INTEGER PRIMARY KEY,
    act    INTEGER NOT NULL, -- as in history
    part   TEXT NOT NULL,    -- the table
    before TEXT,             -- JSON list of the columns, in the order of src/archive/db/images.rs; NULL: no such row
    after  TEXT              -- as before
) STRICT;
CREATE INDEX image_act ON image (act);

-- ---------------------------------------------------------------------------------------------- views

-- Offices with their other names.
CREATE VIEW offices AS
SELECT office.name AS agency,
       (SELECT group_concat(name, '、') FROM office_name WHERE office = office.id AND name <> office.name) AS aliases,
       count(report.newest) AS reports,
       min(report.year) FILTER (WHERE report.newest IS NOT NULL) AS first_year,
       max(report.year) FILTER (WHERE report.newest IS NOT NULL) AS last_year
FROM office LEFT JOIN report ON report.office = office.id
WHERE EXISTS (SELECT 1 FROM office_name WHERE office_name.office = office.id)
GROUP BY office.id;

-- Reports in force: the newest revision of each.
CREATE VIEW reports AS
SELECT office.name AS agency, report.year, revision.form, revision.title, revision.number AS revision,
       revision.published, revision.format, revision.file, original.sha256, revision.numbers,
       revision.doubts + (SELECT count(*) FROM contradiction JOIN figure USING (cell, revision)
                          WHERE contradiction.revision = revision.id AND figure.doubt IS NULL) AS doubts,
       revision.notes, revision.added, report.id AS report_id, revision.id AS revision_id
FROM report
JOIN office ON office.id = report.office
JOIN revision ON revision.id = report.newest
JOIN original ON original.id = revision.original;

-- All revisions and their copies, which share their number; those that were undone or removed have no number.
CREATE VIEW revisions AS
SELECT office.name AS agency, report.year,
       CASE WHEN revision.number > 0 THEN revision.number ELSE best.number END AS revision,
       revision.id IS report.newest AS in_force, copy.best IS NOT NULL AS is_copy,
       revision.form, revision.title, revision.file, original.sha256, revision.added, revision.reader,
       revision.id AS revision_id
FROM revision
JOIN report ON report.id = revision.report
JOIN office ON office.id = report.office
JOIN original ON original.id = revision.original
LEFT JOIN copy ON copy.revision = revision.id
LEFT JOIN revision AS best ON best.id = copy.best;

-- Figures of the reports in force, corrections applied. NULL is no number: see state.
CREATE VIEW figures AS
SELECT office.name AS agency, report.year, cell.indicator, cell.applicant, cell.label, cell.applicant_label,
       CASE WHEN coalesce(correction.amount, figure.amount) IS NULL
                 OR coalesce(correction.state, figure.state) <> 0 THEN NULL
            WHEN coalesce(correction.amount, figure.amount) % 10000 = 0
                 THEN coalesce(correction.amount, figure.amount) / 10000
            ELSE coalesce(correction.amount, figure.amount) / 10000.0 END AS value,
       CASE coalesce(correction.state, figure.state)
            WHEN 0 THEN 'number' WHEN 1 THEN 'blank' WHEN 2 THEN 'dash' WHEN 3 THEN 'unreadable' ELSE 'absent'
       END AS state,
       cell.unit, figure.remark,
       CASE WHEN figure.doubt IS NOT NULL AND contradiction.why IS NOT NULL
                 THEN figure.doubt || '；' || contradiction.why
            ELSE coalesce(figure.doubt, contradiction.why) END AS doubt,
       correction.why AS corrected, revision.form, cell.section,
       revision.format,
       figure.page, figure.line, figure.row, figure.col, cell.position, revision.id AS revision_id
FROM figure
JOIN cell ON cell.id = figure.cell
JOIN revision ON revision.id = figure.revision
JOIN report ON report.newest = revision.id AND report.id = revision.report
JOIN office ON office.id = report.office
LEFT JOIN correction ON correction.report = report.id AND correction.cell = figure.cell
LEFT JOIN contradiction ON contradiction.cell = figure.cell AND contradiction.revision = figure.revision;

-- figures_wide: one row a report, one column for each indicator of every edition of the form (requests.received is
-- requests_received); of the request table the totals. It is made from the form when the archive is opened for writing:
-- see src/archive/db/wide.rs.

-- Each figure summed over all offices, by year; only numbers count. Blindly: also an office that the report of another covers,
-- which `nianbao series --sum` leaves out.
CREATE VIEW figures_by_year AS
SELECT figures.year, figures.indicator, figures.applicant, figures.label, sum(figures.value) AS value,
       count(figures.value) AS offices, figures.unit
FROM figures
GROUP BY figures.year, figures.indicator, figures.applicant;

-- The prose of the reports in force.
CREATE VIEW passages AS
SELECT office.name AS agency, report.year, section.number AS section, section.title, passage.kind, passage.text,
       passage.id AS passage_id, revision.id AS revision_id
FROM passage
JOIN revision ON revision.id = passage.revision
JOIN report ON report.newest = revision.id AND report.id = revision.report
JOIN office ON office.id = report.office
JOIN section ON section.revision = passage.revision AND section.position = passage.section;

-- Tables of the reports in force that are not of the form: a row for each cell that has words.
CREATE VIEW other_tables AS
SELECT office.name AS agency, report.year, section.number AS section, other_table.position + 1 AS number,
       other_table.title, other_row.row + 1 AS row, cell.key + 1 AS col, cell.value AS text, revision.id AS revision_id
FROM other_table
JOIN revision ON revision.id = other_table.revision
JOIN report ON report.newest = revision.id AND report.id = revision.report
JOIN office ON office.id = report.office
JOIN section ON section.revision = other_table.revision AND section.position = other_table.section
JOIN other_row ON other_row.revision = other_table.revision AND other_row.position = other_table.position
JOIN json_each(other_row.cells) AS cell
WHERE cell.value <> '';

-- What was done about reports, step by step.
CREATE VIEW follow_ups AS
SELECT coalesce(office.name, follow_up.agency) AS agency, follow_up.year, follow_up.stage, follow_up.day, follow_up.who,
       follow_up.note, json_array_length(follow_up.remarks) AS remarks,
       CASE WHEN revision.number > 0 THEN revision.number END AS revision, follow_up.made, follow_up.id AS follow_up_id
FROM follow_up
LEFT JOIN office_name ON office_name.name = follow_up.agency
LEFT JOIN office ON office.id = office_name.office
LEFT JOIN revision ON revision.id = follow_up.revision;
