"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

PURPOSES = {
    "listen": _l("Listen"),
    "solve": _l("Find solutions"),
    "decide": _l("Decide together"),
    "follow_up": _l("Answer and follow up"),
}
"""What a method is for, in the order of the thread."""

REFUSALS = {
    "method_too_long": _l("That file is too long. A method has at most %(limit)s characters."),
    "method_not_toml": _l("Line %(line)s cannot be read. A method's file is written in TOML."),
    "method_lacks": _l("Line %(line)s: “%(what)s” is missing here."),
    "method_unknown": _l("Line %(line)s: nobody here knows what “%(what)s” is."),
    "method_value": _l("Line %(line)s: “%(what)s” cannot be that."),
    "method_languages": _l("Line %(line)s: “%(what)s” must be in the same languages as the title (%(languages)s)."),
    "method_text": _l("Line %(line)s: “%(what)s” is too long. It may be at most %(limit)s characters."),
    "method_markup": _l("Line %(line)s: “%(what)s” holds HTML. Write plain text."),
    "method_how_many": _l("There must be from %(least)s to %(most)s of “%(what)s”."),
    "method_kind": _l("Line %(line)s: there is no step of the kind “%(what)s” here."),
    "method_setting": _l("Line %(line)s: the setting “%(what)s” cannot be that."),
    "method_id": _l("The file's id is not one that a method can have."),
    "method_older": _l("You have version %(version)s already. Put this one beside it if you want both."),
    "too_many_methods": _l("There are %(most)s methods of your own already. Remove one first."),
    "not_a_method": _l("Choose a file first."),
    "not_utf8": _l("The file is not plain text in UTF-8."),
    "least_over_most": _l("The smallest number cannot be larger than the largest."),
}
