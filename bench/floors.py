"""What the machine can do at best: applications that do next to nothing, served as the product is served."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from flask import Flask, request

_TABLE = "CREATE TABLE IF NOT EXISTS ballot (id TEXT PRIMARY KEY, choice TEXT NOT NULL)"


def wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """A bare WSGI answer."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]


def bare_flask() -> Flask:
    """A Flask application that answers with two letters."""
    app = Flask(__name__)

    @app.get("/")
    @app.get("/healthz")
    def answer() -> str:
        return "ok"

    return app


def flask_sqlite() -> Flask:
    """The same with one committed insert by bare sqlite3, as safe against a power cut as the product's."""
    app = bare_flask()
    connection = sqlite3.connect(os.environ["FLOOR_DATABASE"], isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(_TABLE)

    @app.post("/")
    def insert() -> str:
        connection.execute("INSERT INTO ballot VALUES (?, ?)", (uuid.uuid4().hex, request.form["entry"]))
        return "ok"

    return app


def flask_psycopg() -> Flask:
    """The same with one committed insert by psycopg into PostgreSQL, with the server's own safety."""
    app = bare_flask()
    connection = psycopg.connect(os.environ["FLOOR_DATABASE"], autocommit=True)
    connection.execute(_TABLE)

    @app.post("/")
    def insert() -> str:
        connection.execute("INSERT INTO ballot VALUES (%s, %s)", (uuid.uuid4().hex, request.form["entry"]))
        return "ok"

    return app
