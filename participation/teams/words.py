"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FORM_TEAMS = _l("Form teams")
TEAM_WORK = _l("Team work")
PITCHES = _l("Pitches")

WAYS = {
    "choice": _l("Each person chooses a team"),
    "draw": _l("By lot"),
    "table": _l("By table"),
    "theme": _l("A table for each theme"),
}

TEAM = _l("Team %(number)s")
TABLE = _l("Table %(number)s")

FIELDS = {
    "problem": _l("What is the problem?"),
    "affected": _l("Who is affected?"),
    "idea": _l("Our idea"),
    "first_step": _l("The first step"),
    "signs": _l("What would show that it helped?"),
    "cost": _l("What it costs, if you know"),
}

PRETENDED = {
    "problem": _l("It is dark on the way home from the station."),
    "affected": _l("Everyone who walks there after school and practice."),
    "idea": _l("Lamps along the path, chosen by those who walk it"),
    "first_step": _l("Walk there together one evening and count the lamps."),
    "signs": _l("More of us say that we feel safe there."),
    "cost": _l("We do not know yet."),
}
"""What pretend participants write in the boxes of their canvas."""

REFUSALS = {
    "no_teams_yet": _l("There are no teams yet. Wait a moment."),
    "no_team": _l("You are not in a team."),
    "unknown_team": _l("That team is no longer here. Choose another."),
    "no_theme_yet": _l("No theme has been chosen yet. Choose some in the step before, then make the tables."),
    "team_full": _l("That team is full. It has %(largest)s people. Choose another."),
    "drawn_stays": _l("Your team was drawn by lot, so you stay in it. You can stand aside."),
    "work_has_begun": _l("The teams have begun to work, so they stay as they are."),
    "too_many_teams": _l("There are %(most)s teams already. A room can hear no more."),
    "unknown_coach_code": _l("No team has that code. Ask the leader."),
    "coach_is_member": _l("You are in a team on this phone. A coach is in none."),
    "not_a_team_step": _l("No teams are formed in this step."),
    "not_a_pitch_step": _l("Nobody pitches in this step."),
    "pitches_begun": _l("The pitches have begun, so the order stays."),
    "too_many_sketches": _l("You have shown %(most)s pictures. Take one away first."),
    "needs_picture": _l("Choose a picture first."),
    "unknown_sketch": _l("That picture is no longer here."),
    "unknown_version": _l("That version is no longer here."),
    "canvas_closed": _l("The canvas is closed just now. What you wrote is still on this phone."),
    "unknown_topic": _l("That theme is no longer here. Choose another."),
}
