"""The triggers that make the ledger append-only, and whether they still stand.

A table that is rebuilt loses its triggers without a word (SQLite's way of altering tables), and PostgreSQL can switch
them off; so `flask verify` asks `guards_missing`. The migration carries its own copy of this SQL, as every migration
does; a test compares the two.

What each refuses: changing or deleting an entry; an entry that is not exactly the next one, or that would replace
another (SQLite's INSERT OR REPLACE deletes without asking the delete trigger unless `recursive_triggers` is on);
changing a body; deleting a body or a file that no entry says is erased; emptying a table (PostgreSQL's TRUNCATE passes
row triggers).
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_NO = "the ledger is append-only"
_REPLACES = """EXISTS (SELECT 1 FROM entry WHERE seq = NEW.seq OR hash = NEW.hash
    OR (proposal_number = NEW.proposal_number AND proposal_seq = NEW.proposal_seq))"""
_OUT_OF_ORDER = """NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    OR NEW.previous_hash <> coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')"""
_NOT_ERASED = "NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'erased' AND about_seq = OLD.entry_seq)"


def _sqlite(name: str, moment: str, table: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW{condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_NO}'); END"
    )


SQLITE = {
    "entry_refuses_update": _sqlite("entry_refuses_update", "UPDATE", "entry"),
    "entry_refuses_delete": _sqlite("entry_refuses_delete", "DELETE", "entry"),
    "entry_refuses_replace": _sqlite("entry_refuses_replace", "INSERT", "entry", _REPLACES),
    "entry_refuses_disorder": _sqlite("entry_refuses_disorder", "INSERT", "entry", _OUT_OF_ORDER),
}
_SAME_KEY = {
    "entry_body": "EXISTS (SELECT 1 FROM entry_body WHERE entry_seq = NEW.entry_seq)",
    "entry_file": "EXISTS (SELECT 1 FROM entry_file WHERE entry_seq = NEW.entry_seq AND picture_id = NEW.picture_id)",
}
for _table, _same_key in _SAME_KEY.items():
    SQLITE[f"{_table}_refuses_update"] = _sqlite(f"{_table}_refuses_update", "UPDATE", _table)
    SQLITE[f"{_table}_refuses_delete"] = _sqlite(f"{_table}_refuses_delete", "DELETE", _table, _NOT_ERASED)
    SQLITE[f"{_table}_refuses_replace"] = _sqlite(f"{_table}_refuses_replace", "INSERT", _table, _same_key)

_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ {body} $guard$"""
_RAISE = f"RAISE EXCEPTION '{_NO}';"
_BODIES = {
    "ledger_refuses": f"BEGIN {_RAISE} END",
    "ledger_refuses_disorder": f"BEGIN IF {_OUT_OF_ORDER} THEN {_RAISE} END IF; RETURN NEW; END",
    "ledger_refuses_unerased": f"BEGIN IF {_NOT_ERASED} THEN {_RAISE} END IF; RETURN OLD; END",
}
POSTGRESQL_FUNCTIONS = {name: _FUNCTION.format(name=name, body=body) for name, body in _BODIES.items()}
_UNDONE = "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
POSTGRESQL = {
    "entry_refuses_update": f"BEFORE UPDATE ON entry {_UNDONE}",
    "entry_refuses_delete": f"BEFORE DELETE ON entry {_UNDONE}",
    "entry_refuses_truncate": f"BEFORE TRUNCATE ON entry {_UNDONE}",
    "entry_refuses_disorder": "BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION ledger_refuses_disorder()",
}
for _table in _SAME_KEY:
    POSTGRESQL[f"{_table}_refuses_update"] = f"BEFORE UPDATE ON {_table} {_UNDONE}"
    POSTGRESQL[f"{_table}_refuses_truncate"] = f"BEFORE TRUNCATE ON {_table} {_UNDONE}"
    POSTGRESQL[f"{_table}_refuses_delete"] = (
        f"BEFORE DELETE ON {_table} FOR EACH ROW EXECUTE FUNCTION ledger_refuses_unerased()"
    )


def statements(dialect: str) -> list[str]:
    """The SQL that puts the guards in place, for `sqlite` or `postgresql`."""
    if dialect == "sqlite":
        return list(SQLITE.values())
    return [*POSTGRESQL_FUNCTIONS.values(), *(f"CREATE TRIGGER {name} {rest}" for name, rest in POSTGRESQL.items())]


def guards_missing(session: Session) -> list[str]:
    """Names of guards that are gone, switched off, or no longer say what they should."""
    if session.get_bind().dialect.name == "sqlite":
        rows = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        found = {name: _plain(sql) for name, sql in rows}
        return [name for name, sql in SQLITE.items() if found.get(name) != _plain(sql)]
    rows = session.execute(
        text("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
    )
    found = {name: _plain(sql).replace("public.", "") for name, sql in rows}
    missing = [name for name, rest in POSTGRESQL.items() if found.get(name) != _plain(f"CREATE TRIGGER {name} {rest}")]
    sources = {name: _plain(source) for name, source in session.execute(text("SELECT proname, prosrc FROM pg_proc"))}
    return missing + [name for name, body in _BODIES.items() if sources.get(name) != _plain(body)]


def _plain(sql: str) -> str:
    return " ".join(sql.split())
