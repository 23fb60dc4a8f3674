"""The conventions of the house, as tests: what a page of rules would only ask for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation.config import ROOT, SETTINGS
from participation.web.refusals import WORDS

CODE = ROOT / "participation"
TEMPLATES = ROOT / "templates"
MOST_LINES = 300
MOST_STATEMENTS = 25

ANSWERS_FOR_ITSELF = {
    "languages.switch": "stands on every page; a language that it does not know changes nothing",
    "open311.nothing_to_write": "answers other systems, in the format that they ask for",
    "open311.create": "answers other systems, in the format that they ask for",
    "proposals.stop_following": "takes no values and refuses nothing",
    "people.sign_out": "takes no values and refuses nothing",
}
"""Routes that take a form and whose refusals have no page of their own, each with its reason."""

WRITES_BESIDE_ACTIONS = {
    "participation/voting/scrubbing.py": "a verb upon the database's files, too long to stand among the others",
}
"""Where else a writing transaction is begun, each with its reason."""


def _sources(folder: Path = CODE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def _own_files() -> list[Path]:
    """What the checkout consists of: committed files, and new ones that will be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


# Routes


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    undeclared = {
        rule.endpoint for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "access")
    }
    assert undeclared == set()


def test_every_form_says_on_which_page_its_refusal_is_shown(app: Flask) -> None:
    taking_forms = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    silent = {endpoint for endpoint in taking_forms if not hasattr(app.view_functions[endpoint], "answers_on")}
    assert silent - set(ANSWERS_FOR_ITSELF) == set()
    assert set(ANSWERS_FOR_ITSELF) - silent == set(), "no longer needed in the list"


def test_the_page_that_shows_a_refusal_exists_and_can_be_read(app: Flask) -> None:
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    shown_on = {
        endpoint: view.answers_on for endpoint, view in app.view_functions.items() if hasattr(view, "answers_on")
    }
    assert {endpoint: page for endpoint, page in shown_on.items() if page not in readable} == {}


# Refusals


def _refusal_codes(path: Path) -> Iterator[tuple[int, str | None]]:
    """Line and code of every `Refusal(…)`; None for a code that is not written out there."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refusal":
            for code in _written_out(node.args[0] if node.args else None):
                yield node.lineno, code


def _written_out(expression: ast.expr | None) -> list[str | None]:
    if isinstance(expression, ast.IfExp):
        return [*_written_out(expression.body), *_written_out(expression.orelse)]
    return [expression.value] if isinstance(expression, ast.Constant) and isinstance(expression.value, str) else [None]


def test_every_refusal_has_words_and_every_word_is_used(app: Flask) -> None:
    raised = {code for path in _sources() for _line, code in _refusal_codes(path)}
    assert raised - {None} == set(WORDS)


def test_every_refusal_writes_its_code_out() -> None:
    hidden = [f"{_name(path)}:{line}" for path in _sources() for line, code in _refusal_codes(path) if code is None]
    assert hidden == []


# Templates


def test_every_template_compiles(app: Flask) -> None:
    names = app.jinja_env.list_templates()
    assert len(names) > 5
    for name in names:
        app.jinja_env.get_template(name)


def test_every_fragment_lists_its_variables_in_its_first_line() -> None:
    silent = [
        _name(path)
        for path in TEMPLATES.rglob("_*.html")
        if not path.read_text(encoding="utf-8").startswith("{#") or "#}" not in path.read_text(encoding="utf-8")
    ]
    assert silent == []


FORBIDDEN_IN_TEMPLATES = {
    "a style": re.compile(r"\sstyle\s*=|<style\b", re.I),
    "a handler": re.compile(r"""\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=\s*["'{]""", re.I),
    "a script's text": re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>|<script\b[^>]*>\s*[^\s<]", re.I),
    "a script as address": re.compile(r"javascript:", re.I),
    "markup from a value": re.compile(r"\|\s*safe\b"),
    "another site": re.compile(r"""(?:src|action)\s*=\s*["'](?:https?:)?//""", re.I),
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_holds_what_the_content_policy_forbids(what: str) -> None:
    pattern = FORBIDDEN_IN_TEMPLATES[what]
    found = [_name(path) for path in TEMPLATES.rglob("*.html") if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


# Sizes


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    kinds = {".py", ".html", ".js", ".css"}
    lengths = {
        _name(path): path.read_text(encoding="utf-8").count("\n")
        for path in _own_files()
        # A migration is a list of tables: it is written once and never grows.
        if path.suffix in kinds and path.parent != CODE / "migrations" / "versions"
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def _statements(function: ast.AST) -> int:
    """Statements in a function, those of functions inside it too, docstrings aside."""
    inside = [node for node in ast.walk(function) if isinstance(node, ast.stmt)][1:]
    return sum(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in inside)


def test_no_function_does_too_much() -> None:
    functions = [
        (f"{_name(path)}:{node.name}", _statements(node))
        for path in _sources()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(name, count) for name, count in functions if count > MOST_STATEMENTS] == []


# Rooms


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rules_know_only_values() -> None:
    """Rules import the standard library, refusals, and other rules; they are told what time it is."""
    allowed = re.compile(r"participation\.(refusal\.|[\w.]*\brules\b|voting\.counting)")
    found = {
        f"{_name(path)}: {name}"
        for path in _sources()
        if path.name == "rules.py"
        for name in _imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not allowed.match(name)
    }
    asked = [
        _name(path)
        for path in _sources()
        if path.name == "rules.py" and re.search(r"\.(now|utcnow|today)\(", path.read_text(encoding="utf-8"))
    ]
    assert (found, asked) == (set(), [])


def test_counting_needs_the_standard_library_only() -> None:
    found = {
        f"{_name(path)}: {name}"
        for path in _sources(CODE / "voting" / "counting")
        for name in _imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("participation.voting.counting")
    }
    assert found == set()


def test_only_actions_write() -> None:
    writers = {
        _name(path)
        for path in _sources()
        if re.search(r"\bwriting\(\)", path.read_text(encoding="utf-8")) and path != CODE / "db.py"
    }
    others = {name for name in writers if not name.endswith("/actions.py")}
    assert others - set(WRITES_BESIDE_ACTIONS) == set()
    assert set(WRITES_BESIDE_ACTIONS) - others == set(), "no longer needed in the list"


# The checkout


def test_no_file_names_a_machine_or_a_registry() -> None:
    told = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|(?:registry\.npmjs|files\.pythonhosted|pypi)\.org")
    binary = {".png", ".jpg", ".ico", ".woff2", ".webp"}
    found = [
        _name(path)
        for path in _own_files()
        if path.suffix not in binary and told.search(path.read_text(encoding="utf-8").replace(told.pattern, ""))
    ]
    assert found == []


def test_the_locks_record_hashes_and_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "sha512-" in text if name.endswith(".json") else "--hash=sha256:" in text


def test_the_readme_explains_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in readme] == []


def test_every_make_target_is_phony() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    assert targets == set(re.findall(r"^\.PHONY: (\w+)$", makefile, re.M))
