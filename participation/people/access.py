"""Policies about staff: signed in at all, or in one of some roles."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.people.models import Role
from participation.web.access import Policy


def signed_in() -> ResponseReturnValue | None:
    """Anybody with an account; others are shown the way to sign in, and back."""
    if current_user.is_authenticated:
        return None
    if request.method == "GET":
        return redirect(url_for("people.sign_in", to=request.path), 303)
    abort(403)


def staff(*roles: Role) -> Policy:
    """Staff in one of `roles`; administrators are not let in unless named."""

    def policy() -> ResponseReturnValue | None:
        if (refused := signed_in()) is not None:
            return refused
        if current_user.role not in {role.value for role in roles}:
            abort(403)
        return None

    return policy


administrator = staff(Role.ADMINISTRATOR)
organiser_or_administrator = staff(Role.ORGANISER, Role.ADMINISTRATOR)
