-- Sayso's ledger, schema 3: one SQLite file. docs/ledger.md explains it.
--
-- A document has versions (one a text); a version has readings (one a model, and one that people judged). The rows of
-- statements, actors, dates, places, figures, asides, unused and notes are those of the current reading of each
-- document's current version, and of no other: what was superseded lies folded in readings.folded. Whoever
-- opens this file in a browser of SQLite sees what Sayso shows.
--
-- Offsets are half-open and count code points of versions.text from 0, as everywhere in Sayso.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,  -- 'keeps': 'text' or 'statements'; 'created_at'; 'software'
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE evidence (
    evidence_id INTEGER PRIMARY KEY,
    bytes_id TEXT NOT NULL UNIQUE,  -- sha256 of the bytes, hexadecimal
    size INTEGER NOT NULL,          -- bytes before compression
    coding TEXT NOT NULL,           -- how `bytes` are folded: 'zlib' or 'none'
    bytes BLOB NOT NULL
);

CREATE TABLE documents (
    document_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,        -- the report's id in this ledger
    version_id INTEGER NOT NULL REFERENCES versions DEFERRABLE INITIALLY DEFERRED,  -- the current one
    added_at TEXT NOT NULL
);

CREATE INDEX documents_by_version ON documents (version_id);  -- else each new version looks through all documents

CREATE TABLE document_keys (        -- what a document is known again by; docs/ledger.md says in which order
    key TEXT PRIMARY KEY,           -- 'url:…', 'id:…', 'path:…', 'bytes:…' or 'text:…'
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX document_keys_by_document ON document_keys (document_id);

CREATE TABLE versions (
    version_id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,        -- 1, 2, … as they came into the ledger
    text_id TEXT NOT NULL,          -- sha256 of the text, hexadecimal
    text TEXT,                      -- null where the ledger keeps statements only
    length INTEGER NOT NULL,        -- code points of the text
    document TEXT NOT NULL,         -- the address, path or given id it was asked for by
    title TEXT,
    outlet TEXT,
    byline TEXT,
    genre TEXT NOT NULL,
    url TEXT,
    language TEXT,
    wire TEXT,
    published TEXT,                 -- ISO 8601, as precise as known
    published_from TEXT,
    segments TEXT NOT NULL,         -- JSON: [start, end, kind, start_s, page], …
    notes TEXT NOT NULL,            -- JSON: what was noted before the text was read for statements
    bytes_id TEXT,                  -- sha256 of the source's bytes; null where a text was given
    evidence_id INTEGER REFERENCES evidence,
    reader TEXT,                    -- what turned the bytes into text, with versions of its libraries
    address TEXT,                   -- where the bytes came from in the end, after redirects
    headers TEXT,                   -- JSON: [name, value], … of the answer that brought them
    retrieved_at TEXT NOT NULL,
    added_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,          -- when this text was last found under this document
    UNIQUE (document_id, text_id),
    UNIQUE (document_id, number)
);
CREATE INDEX versions_by_text ON versions (text_id);
CREATE INDEX versions_by_evidence ON versions (evidence_id);
CREATE INDEX versions_by_outlet ON versions (outlet, published);
CREATE INDEX versions_by_time ON versions (published);

CREATE TABLE readings (
    reading_id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    by TEXT NOT NULL CHECK (by IN ('machine', 'people')),  -- people: the machine's, with their judgements
    model TEXT,                     -- name and digest of the weights: 'en-1 (sha256 …)'; null: not attributed
    schema INTEGER NOT NULL,        -- of the output contract
    software TEXT NOT NULL,         -- the version of Sayso
    read_at TEXT NOT NULL,
    folded BLOB                     -- null while its rows stand below; else these rows, zlib of JSON
);
CREATE INDEX readings_by_version ON readings (version_id);
CREATE INDEX readings_by_model ON readings (model) WHERE folded IS NULL;

CREATE TABLE statements (
    statement_id INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    id TEXT NOT NULL,               -- 's1', 's2', … in its report
    key TEXT NOT NULL,              -- hash of the text's id and the spans
    kind TEXT NOT NULL,
    source TEXT NOT NULL,           -- the words, for reading; their places are in spans
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    source_from TEXT,
    within TEXT,
    chain TEXT NOT NULL,            -- JSON: [by, statement, name, [actors]], … from the outlet inward
    source_class TEXT,
    role TEXT,
    stance TEXT,
    certainty TEXT,
    polarity TEXT,
    first_time INTEGER,
    only_support INTEGER,
    score REAL NOT NULL,
    judgement TEXT,                 -- uid of the judgement that made or last changed it; null: the machine's
    UNIQUE (reading_id, id)
);

CREATE TABLE spans (                -- where the words of statements stand
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    statement TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (reading_id, statement, part, position),
    FOREIGN KEY (reading_id, statement) REFERENCES statements (reading_id, id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE canonical_actors (     -- who is meant across reports: a guess by name and kind, which people can overrule
    canonical_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- kind and name, folded
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    same_as INTEGER NOT NULL        -- the canonical actor that stands for all that people judged the same; else its own
);
CREATE INDEX canonical_actors_by_same ON canonical_actors (same_as);

CREATE TABLE spellings (            -- the names that canonical actors were seen under
    spelling_id INTEGER PRIMARY KEY,
    canonical_id INTEGER NOT NULL REFERENCES canonical_actors ON DELETE CASCADE,
    spelling TEXT NOT NULL,
    UNIQUE (canonical_id, spelling)
);

CREATE TABLE actors (               -- as observed in one report
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    id TEXT NOT NULL,               -- 'a1', 'a2', … in its report
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    canonical_id INTEGER NOT NULL REFERENCES canonical_actors,
    PRIMARY KEY (reading_id, id)
) WITHOUT ROWID;
CREATE INDEX actors_by_canonical ON actors (canonical_id);

CREATE TABLE mentions (
    reading_id INTEGER NOT NULL,
    actor TEXT NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (reading_id, actor, position),
    FOREIGN KEY (reading_id, actor) REFERENCES actors (reading_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE statement_actors (     -- who speaks; several rows for joint speakers
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    statement TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (reading_id, statement, position),
    FOREIGN KEY (reading_id, statement) REFERENCES statements (reading_id, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (reading_id, actor) REFERENCES actors (reading_id, id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors (reading_id, actor);

CREATE TABLE dates (
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT,                     -- TIMEX3
    mod TEXT,
    statement TEXT,                 -- null: the report's own voice
    score REAL NOT NULL,
    PRIMARY KEY (reading_id, position)
) WITHOUT ROWID;

CREATE TABLE places (
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,
    name TEXT,
    country TEXT,                   -- ISO 3166-1 alpha-2
    latitude REAL,                  -- degrees north
    longitude REAL,                 -- degrees east
    geonames INTEGER,
    level TEXT,
    use TEXT NOT NULL,
    alternatives TEXT NOT NULL,     -- JSON: [name, country, latitude, longitude, geonames, level, score], …
    statement TEXT,
    score REAL NOT NULL,
    PRIMARY KEY (reading_id, position)
) WITHOUT ROWID;
CREATE INDEX places_by_name ON places (name COLLATE NOCASE, country);

CREATE TABLE figures (
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    id TEXT NOT NULL,               -- 'f1', 'f2', … in its report
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,
    low REAL,
    high REAL,
    comparator TEXT NOT NULL,
    unit TEXT,
    subject TEXT,
    role TEXT,
    scope TEXT,
    part_of TEXT,
    as_of TEXT,
    estimate INTEGER NOT NULL,
    statement TEXT,
    score REAL NOT NULL,
    judgement TEXT,                 -- uid of the judgement that last changed it; null: the machine's
    PRIMARY KEY (reading_id, id)
) WITHOUT ROWID;
CREATE INDEX figures_by_role ON figures (role, scope);

CREATE TABLE asides (
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    statement TEXT,
    reason TEXT,
    actors TEXT NOT NULL,           -- JSON: ids
    PRIMARY KEY (reading_id, position)
) WITHOUT ROWID;

CREATE TABLE unused (               -- seen, and in no statement
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (reading_id, position)
) WITHOUT ROWID;

CREATE TABLE notes (
    reading_id INTEGER NOT NULL REFERENCES readings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER,
    related TEXT NOT NULL,          -- JSON: [start, end], …
    PRIMARY KEY (reading_id, position)
) WITHOUT ROWID;

CREATE TABLE judgements (           -- what people decided; never changed, and deleted only with their report
    judgement_id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,       -- the same in every ledger that it is carried to
    kind TEXT NOT NULL,             -- docs/judgements.md lists them
    document TEXT,                  -- documents.id of the report that was judged; null for a decision over all reports
    text_id TEXT,                   -- of the version that was looked at
    anchor TEXT NOT NULL,           -- JSON: what was judged, by spans and words
    value TEXT NOT NULL,            -- JSON: what it is to be
    who TEXT NOT NULL,
    made_at TEXT NOT NULL,
    why TEXT,
    undoes TEXT REFERENCES judgements (uid),
    previous TEXT                   -- uid of the judgement before it in the ledger that it was made in
);
CREATE INDEX judgements_by_document ON judgements (document);
CREATE INDEX judgements_by_undone ON judgements (undoes);

CREATE TABLE anchors (              -- how each judgement holds on to the current reading; written again at each reading
    judgement_id INTEGER PRIMARY KEY REFERENCES judgements ON DELETE CASCADE,
    how TEXT NOT NULL,              -- 'exact', 'overlap' or 'orphaned'
    overlap REAL,                   -- from 0 to 1
    why TEXT                        -- of an orphan
);

CREATE TRIGGER judgements_stand BEFORE UPDATE ON judgements
BEGIN SELECT raise(ABORT, 'judgements are never changed: record another one'); END;
CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements WHEN NOT EXISTS (SELECT 1 FROM settings WHERE name = 'removing')
BEGIN SELECT raise(ABORT, 'judgements are never deleted: undo it with another one'); END;

CREATE TABLE signatures (           -- of each text, by which reports that share passages find each other
    version_id INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,
    made_by INTEGER NOT NULL,       -- the version of the rule that made it
    hashes BLOB NOT NULL            -- sampled five-word shingles: signed 64-bit numbers, little-endian, sorted
);

CREATE TABLE shingles (             -- the same, the other way round; kept in step by Sayso, so it has no foreign key
    hash INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    PRIMARY KEY (hash, version_id)
) WITHOUT ROWID;

CREATE TABLE stories (              -- the reports of one event; a number stays with its story while it grows
    story_id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    into_id INTEGER                 -- where its reports went, if it has none any more: the older story it became one with
);

CREATE TABLE story_sketches (       -- what each report is known by when others of its event are looked for
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    reading_id INTEGER,             -- the reading that it was made from
    made_by INTEGER NOT NULL,       -- the version of the rule that made it
    day INTEGER NOT NULL,           -- of publication, counted from the year 1; -1000000: not known
    keys TEXT NOT NULL,             -- JSON: hashes of names, places, rare words and shingles
    sketch TEXT NOT NULL            -- JSON
);

CREATE TABLE story_keys (           -- the same, the other way round; kept in step by Sayso, so it has no foreign key
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    PRIMARY KEY (key, day, document_id)
) WITHOUT ROWID;
CREATE TRIGGER story_keys_gone AFTER DELETE ON story_sketches
BEGIN DELETE FROM story_keys
    WHERE key IN (SELECT value FROM json_each(old.keys)) AND day = old.day AND document_id = old.document_id; END;

CREATE TABLE story_links (          -- pairs that were compared
    one INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    two INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    score REAL NOT NULL,            -- how likely they tell of one event, from 0 to 1
    veto TEXT,                      -- what keeps them apart, in words; it outranks the score
    why TEXT NOT NULL,              -- JSON: what the score is made of
    PRIMARY KEY (one, two),
    CHECK (one < two)
) WITHOUT ROWID;
CREATE INDEX story_links_by_two ON story_links (two);

CREATE TABLE story_members (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories
);
CREATE INDEX story_members_by_story ON story_members (story_id);
CREATE INDEX judgements_of_stories ON judgements (kind) WHERE kind IN ('merge', 'split');

CREATE TABLE seals (                -- SHA-256 of each record that never changes, for `sayso verify`; a reading's with its rows
    kind TEXT NOT NULL CHECK (kind IN ('version', 'reading', 'judgement')),
    number INTEGER NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;
CREATE TRIGGER versions_unsealed AFTER DELETE ON versions
BEGIN DELETE FROM seals WHERE kind = 'version' AND number = old.version_id; END;
CREATE TRIGGER readings_unsealed AFTER DELETE ON readings
BEGIN DELETE FROM seals WHERE kind = 'reading' AND number = old.reading_id; END;
CREATE TRIGGER judgements_unsealed AFTER DELETE ON judgements
BEGIN DELETE FROM seals WHERE kind = 'judgement' AND number = old.judgement_id; END;

CREATE TABLE watched (              -- what `sayso watch` knows of each feed, address and folder
    address TEXT PRIMARY KEY,
    state TEXT NOT NULL,            -- JSON
    updated_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE statement_search USING fts5 (
    source, cue, content, content = 'statements', content_rowid = 'statement_id',
    tokenize = "unicode61 remove_diacritics 2", prefix = '3'
);
CREATE TRIGGER statements_found AFTER INSERT ON statements BEGIN
    INSERT INTO statement_search (rowid, source, cue, content) VALUES (new.statement_id, new.source, new.cue, new.content);
END;
CREATE TRIGGER statements_lost AFTER DELETE ON statements BEGIN
    INSERT INTO statement_search (statement_search, rowid, source, cue, content)
    VALUES ('delete', old.statement_id, old.source, old.cue, old.content);
END;

CREATE VIRTUAL TABLE text_search USING fts5 (
    title, text, content = 'versions', content_rowid = 'version_id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER versions_found AFTER INSERT ON versions BEGIN
    INSERT INTO text_search (rowid, title, text) VALUES (new.version_id, new.title, new.text);
END;
CREATE TRIGGER versions_lost AFTER DELETE ON versions BEGIN
    INSERT INTO text_search (text_search, rowid, title, text) VALUES ('delete', old.version_id, old.title, old.text);
END;

CREATE VIRTUAL TABLE spelling_search USING fts5 (
    spelling, content = 'spellings', content_rowid = 'spelling_id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER spellings_found AFTER INSERT ON spellings BEGIN
    INSERT INTO spelling_search (rowid, spelling) VALUES (new.spelling_id, new.spelling);
END;
CREATE TRIGGER spellings_lost AFTER DELETE ON spellings BEGIN
    INSERT INTO spelling_search (spelling_search, rowid, spelling) VALUES ('delete', old.spelling_id, old.spelling);
END;

-- For people who look: a row a report, a row a statement, a row a figure.
CREATE VIEW v_reports AS
SELECT d.id AS report, v.number AS version, v.title, v.outlet, v.published, v.genre, v.url, v.document, v.text_id, v.bytes_id,
       v.retrieved_at, r.model, r.read_at, r.by AS read_by,
       (SELECT count(*) FROM statements s WHERE s.reading_id = r.reading_id) AS statements
FROM documents d JOIN versions v USING (version_id) JOIN readings r ON r.version_id = v.version_id AND r.folded IS NULL;

CREATE VIEW v_statements AS
SELECT d.id AS report, v.outlet, v.published, s.id AS statement, s.source, s.cue, s.content, s.kind, s.source_class, s.role, s.stance,
       s.certainty, s.polarity, s.within, s.score, s.judgement,
       (SELECT group_concat(c.name, '; ') FROM statement_actors sa JOIN actors a ON a.reading_id = sa.reading_id AND a.id = sa.actor
        JOIN canonical_actors c USING (canonical_id)
        WHERE sa.reading_id = s.reading_id AND sa.statement = s.id) AS actors,
       r.model
FROM statements s JOIN readings r USING (reading_id) JOIN versions v USING (version_id) JOIN documents d USING (document_id);

CREATE VIEW v_figures AS
SELECT d.id AS report, v.outlet, v.published, f.id AS figure, f.words, f.low, f.high, f.comparator, f.unit, f.subject, f.role, f.scope,
       f.as_of, f.estimate, f.statement, f.score, f.judgement, r.model
FROM figures f JOIN readings r USING (reading_id) JOIN versions v USING (version_id) JOIN documents d USING (document_id);

CREATE VIEW v_judgements AS
SELECT j.uid, j.made_at, j.who, j.kind, j.document, j.value, j.why, j.undoes, a.how AS holds, a.overlap,
       EXISTS (SELECT 1 FROM judgements u WHERE u.undoes = j.uid) AS undone
FROM judgements j LEFT JOIN anchors a USING (judgement_id);
