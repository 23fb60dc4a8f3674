"""What is wrong with a file, in the reader's language; at the command line, in English."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

PROBLEMS = {
    "unknown_kind": _l("this kind of file cannot be read; known are %(known)s"),
    "too_large": _l("the file is larger than %(megabytes)s MB"),
    "not_text": _l("this is not a text file"),
    "empty": _l("the file is empty"),
    "letters": _l("the letters cannot be read; save the file as UTF-8"),
    "cells": _l("the cells cannot be told apart; a quotation mark is missing or stands where it should not"),
    "not_whole": _l("%(what)s should be a whole number from %(least)s to %(most)s, not “%(found)s”"),
    "ends_early": _l("the file ends where %(what)s should stand"),
    "expected": _l("here should stand %(what)s, not “%(found)s”"),
    "stray": _l("“%(found)s” has no end, or does not belong here"),
    "no_option": _l("there is no option %(option)s; there are %(options)s"),
    "named_twice": _l("option %(option)s is named twice"),
    "all_withdrawn": _l("every option has withdrawn"),
    "no_zero": _l("the ballot does not end with 0"),
    "too_many_options": _l("there are more than %(limit)s options"),
    "columns_unnamed": _l("the first line should name every column"),
    "column_twice": _l("“%(name)s” stands over two columns"),
    "too_many_cells": _l("there are %(cells)s cells, but %(columns)s columns"),
    "nothing_named": _l("no option is named in any cell"),
    "not_a_rank": _l(
        "a cell should hold a rank such as 1, not “%(found)s”; columns of names are called rank 1, rank 2 and so on"
    ),
    "not_a_tick": _l("a cell should hold 1 or nothing, not “%(found)s”"),
    "header_without": _l("the header does not say %(name)s"),
    "order": _l("the order cannot be read from “%(found)s” on"),
    "ties": _l("there are no ties in a .%(kind)s file"),
    "incomplete": _l("every order in a .%(kind)s file names all %(options)s options"),
    "sum_differs": _l("%(name)s is %(said)s, but there are %(found)s"),
    "vote_type": _l("vote_type “%(found)s” is not known; known are %(known)s"),
    "section_twice": _l("the section %(name)s stands twice"),
    "section_missing": _l("the section %(name)s is missing"),
    "begins_otherwise": _l("a .pb file begins with META, not “%(found)s”"),
    "meta_columns": _l("META has two columns, key and value"),
    "meta_without": _l("META does not say the %(name)s"),
    "how_many_projects": _l("there should be from 1 to %(limit)s projects"),
    "project_twice": _l("project %(project)s stands twice"),
    "project_named_twice": _l("a vote names project %(project)s twice"),
    "no_project": _l("a vote names a project that there is not: “%(found)s”"),
    "column_missing": _l("the column %(name)s is missing"),
    "points_for_projects": _l("there are %(projects)s projects, but %(points)s points"),
    "not_money": _l("“%(found)s” is not an amount of money"),
    "thousands_or_decimals": _l("“%(found)s” may mean thousands or decimals; write it without the comma"),
    "counts_others": _l("%(method)s counts %(what)s, but this file holds %(held)s"),
    "no_costs": _l("%(method)s needs costs and a budget, which only a .pb file holds"),
    "several_named": _l(
        "plurality counts ballots that name one option, but some here name several; approval counts those"
    ),
    "grades_too_high": _l("%(method)s counts grades from 0 to %(limit)s, but there are higher ones"),
}
"""Words for every code of a `BadFile`."""

THINGS = {
    "how_many_options": _l("the number of options"),
    "how_many_seats": _l("the number of seats"),
    "how_many_ballots": _l("the number of ballots"),
    "both_numbers": _l("the number of options and the number of seats"),
    "an_option": _l("an option"),
    "who_withdrew": _l("an option that has withdrawn"),
    "ballot_or_end": _l("a ballot, or 0 after the last one"),
    "name": _l("the name of option %(option)s in quotation marks"),
    "grade": _l("a number of points"),
    "order": _l("a number of ballots, a colon and an order, such as “12: 1,2”"),
    "old_order": _l("a number of ballots and an order, such as “12,1,2”"),
    "old_name": _l("the number of option %(option)s and its name, such as “1,Ada”"),
    "names": _l("ballots that name options"),
    "ranking": _l("rankings"),
    "points": _l("points"),
    "seen": _l("names among those seen"),
}
"""What a problem is about: the facts `what` and `held` of a `BadFile` are among these."""


def words_for(code: str, facts: Mapping[str, object]) -> str:
    """A problem in the reader's language."""
    about = {key: str(THINGS[str(facts[key])]) % facts for key in ("what", "held") if key in facts}
    return str(PROBLEMS[code]) % {**facts, **about}
