"""The one blueprint of this room; its routes stand in the `routes.py` of each part."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("proposals", __name__)
