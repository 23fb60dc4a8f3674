"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from participation.people.models import Role

ROLES = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.ORGANISER: _l("Organiser"),
    Role.POLITICIAN: _l("Politician"),
    Role.CIVIL_SERVANT: _l("Civil servant"),
}

REFUSALS = {
    "not_an_email": _l("That does not look like an e-mail address."),
    "email_taken": _l("There is already an account with that e-mail address."),
    "password_too_short": _l("Choose a longer password: at least %(least)s characters."),
    "password_too_easy": _l("Choose a password that is harder to guess."),
    "passwords_differ": _l("The two passwords are not the same."),
    "wrong_signin": _l("The e-mail address and the password do not belong together."),
    "too_many_signins": _l("Too many tries. Wait %(minutes)s minutes and try again."),
    "link_expired": _l("This link has been used or is too old. Ask an administrator for a new one."),
    "cannot_close_own": _l("You cannot close your own account. Ask another administrator."),
    "cannot_demote_self": _l("You cannot take the administrator's role from yourself. Ask another administrator."),
    "already_left": _l("This account is already closed."),
    "needs_successor": _l("This person holds %(count)s things. Choose who takes them over."),
    "successor_cannot": _l("That person has another role and cannot do this. Choose somebody else."),
    "holds_things": _l("This person holds %(count)s things. Hand them over before the role changes."),
    "department_taken": _l("There is already a department with that name."),
    "needs_department": _l("A civil servant belongs to a department. Choose one."),
}
