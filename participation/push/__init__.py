"""Notices to browsers (web push): encrypted for one browser, handed to its maker's push service and nobody else."""

from __future__ import annotations

from participation.push.sending import Gone, public_key, send

__all__ = ["Gone", "public_key", "send"]
