"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Vote")

REFUSALS = {
    "needs_slip": _l("This vote is by slips: who came with a slip can vote. Ask the leader for one."),
    "needs_room_code": _l("This vote is for those in the room. Write the code from the screen first."),
    "wrong_room_code": _l("That is not the code right now. It changes every half minute. Look at the screen again."),
    "too_many_asked": _l("Very many wait for the leader already. Write the code from the screen."),
    "unknown_number": _l("Nobody waits with that number. Ask to see the phone again."),
    "no_slips_printed": _l("No slips are printed yet. Print them first, or choose another way to vote."),
    "for_the_young": _l("This vote is for the young people. You follow along on the screen."),
    "how_many_at_table": _l("Say how many you are at the table: from 1 to %(limit)s."),
    "no_numbers": _l("Write the numbers of the boxes that are ticked. If none is, press “Blank”."),
    "no_slips_left": _l("There are no slips left: all that were printed have been used or are on paper already."),
    "no_such_vote": _l("There is no such vote here."),
    "vote_not_open": _l("The vote is not open yet. Wait until the leader opens it."),
    "vote_closed": _l("The vote is closed. No more ballots are taken."),
    "vote_is_fixed": _l("The vote is already open, so it cannot be changed."),
    "nothing_chosen": _l("Choose at least one. Or press “I abstain”."),
    "too_many_chosen": _l("You can choose at most %(limit)s. Take one away and try again."),
    "over_budget": _l("Your basket costs more than there is. Take something out and try again."),
    "too_many_dots": _l("You have %(limit)s dots. Take some away and try again."),
    "too_many_on_one": _l("At most %(limit)s dots on one. Spread them out and try again."),
    "grade_missing": _l("A grade is missing or unknown. Look through your ballot and try again."),
    "too_many_dots_each": _l("Each person can have at most %(limit)s dots."),
    "too_many_seats": _l("At most %(limit)s can win here, so that not everything wins."),
    "cost_over_budget": _l("Something costs more than there is. Look through what each one costs."),
    "chosen_twice": _l("The same one was chosen twice. Look through your ballot and try again."),
    "not_on_the_ballot": _l("Something on your ballot does not belong to this vote. Choose again."),
    "voted_elsewhere": _l("You have already voted on another device. You can change your vote there."),
    "entry_gone": _l("Something you chose is no longer there. Look through the list and save again."),
    "too_few_entries": _l("Choose at least %(limit)s to vote on."),
    "too_many_entries": _l("Choose at most %(limit)s. More than that nobody has time to read."),
    "most_too_many": _l("Each person may choose at most %(limit)s here, so that not everything gets a vote."),
    "no_file": _l("Choose a file first."),
    "file_too_large": _l("The file is larger than %(megabytes)s MB. Who runs the site can count it by “flask count”."),
    "file_not_read": _l("The file cannot be used: %(problem)s."),
    "file_not_read_at": _l("The file cannot be used. Look at line %(line)s: %(problem)s."),
    "whole_money_only": _l("The file has amounts with decimals. Who runs the site can count it by “flask count”."),
    "count_takes_long": _l("This count takes too long for a page. Who runs the site can do it by “flask count”."),
    "promise_passed": _l("That day has passed. Choose a day to come."),
}

METHODS = {
    "approval": _l("Each person chooses up to a number. The one that most people chose comes first."),
    "equal-shares": _l(
        "Each person fills a basket within the money. Everybody gets an equal share of it, and pays for "
        "what they chose. What gives most for each person's share is bought, as long as the shares last."
    ),
    "greedy": _l(
        "Each person fills a basket within the money. What most people chose is bought first, as long as it fits."
    ),
    "irv": _l(
        "Each person puts them in order. The one with fewest first places goes out, and those ballots go on to the "
        "next in their order, until one is left."
    ),
    "stv": _l(
        "Each person puts them in order, and several win. Who has enough ballots is elected; what is over, and the "
        "ballots of those who go out, goes on to the next in the order."
    ),
    "schulze": _l(
        "Each person puts them in order. They are compared two by two, and the one that wins against all "
        "others is first."
    ),
    "plurality": _l("Each person chooses one. The one that most people chose comes first."),
    "viewers": _l(
        "Each person says which ones they saw, and which of those they like. The one that the largest share of those "
        "who saw it like comes first."
    ),
    "dots": _l("Each person gives out a number of dots. The one with most dots comes first."),
    "majority-judgment": _l("Each person gives each one a grade. The one whose middle grade is best comes first."),
    "score": _l(
        "Each person gives each one a grade from 0 to 5. The grades are added, and the highest sum comes first."
    ),
    "score-mean": _l(
        "Each person gives a grade from 0 to 5 to those they know something about. The highest grade on average "
        "comes first."
    ),
}
"""How each counting method works, in one or two sentences."""

TIES = {
    "shared-place": _l("Those that get the same number share a place. No lot is drawn."),
    "earlier-then-lot": _l(
        "The nearest earlier round decides. If they were equal there too, a lot is drawn that anybody can draw again."
    ),
    "cheaper-then-lot": _l(
        "The cheaper one goes first. If they cost the same, a lot is drawn that anybody can draw again."
    ),
    "median-removal": _l(
        "A middle grade is taken away from each of them, again and again, until they differ. "
        "If they never do, they share a place."
    ),
}
"""What each tie rule does."""

COUNTS = {
    **dict.fromkeys(("approval", "plurality"), (_l("Chosen by"), _l("The number is how many chose it."))),
    **dict.fromkeys(
        ("greedy", "equal-shares"), (_l("Chosen by"), _l("The number is how many put it in their basket."))
    ),
    "dots": (_l("Dots"), _l("The number is how many dots it got.")),
    "score": (_l("Sum of grades"), _l("The number is all its grades added. Each is from 0 to 5.")),
    "score-mean": (_l("Grade on average"), _l("The number is its grade on average, from 0 to 5.")),
    "majority-judgment": (
        _l("In the middle"),
        _l("The word is the grade in the middle. Where it is the same, the other grades decide."),
    ),
    "viewers": (_l("Share of those who saw it"), _l("The number is how many of those who saw it like it.")),
    "irv": (_l("Ballots in its last round"), _l("The number is how many ballots it had in its last round.")),
    "stv": (
        _l("Ballots in its last round"),
        _l("The number is its ballots in its last round. The first elected stands first."),
    ),
    "schulze": (_l("Wins against"), _l("The number is how many of the others it wins against.")),
}
"""What a result's numbers are: a heading for a column, and a sentence."""

METHOD_CHOICES = {
    "approval": (
        _l("Choose some"),
        _l("The easiest. Good for most votes: everybody ticks those they like."),
    ),
    "equal-shares": (
        _l("Share out money, fairly"),
        _l("When ideas cost something. Small groups get their share too, not only what most people want."),
    ),
    "viewers": (
        _l("Like or not, of what you saw"),
        _l("When people saw different ones, such as some of the pitches. What few had time to see is not behind."),
    ),
    "dots": (_l("Dots"), _l("When it matters how much people want something.")),
    "greedy": (
        _l("Share out money, most chosen first"),
        _l("When ideas cost something. Simple, but the majority can get it all."),
    ),
    "irv": (_l("Put in order, one wins"), _l("When one is to win, and a vote for a small one should not be lost.")),
    "stv": (_l("Put in order, several win"), _l("When several are to be chosen, such as a group that speaks for all.")),
    "schulze": (_l("Put in order, two by two"), _l("When the one that most people can agree on is to win.")),
    "majority-judgment": (_l("Grades, the middle one counts"), _l("When it should show if something is good at all.")),
    "score": (_l("Grades, the sum counts"), _l("Easy to follow, but a few who give extreme grades weigh much.")),
    "score-mean": (
        _l("Grades, the average counts"),
        _l("When not everybody knows all of them. One that only its friends give a grade can win."),
    ),
    "plurality": (
        _l("Choose one"),
        _l("Everybody knows it. But ideas that are alike take votes from each other. “Choose some” does not do that."),
    ),
}
"""What a leader chooses from, what fits most often first: a name, and when it fits."""

SEEN = (_l("Did not see it"), _l("Saw it"), _l("Saw it and like it"))
"""What a ballot can say about each one where people saw different ones."""

GRADES = (_l("No"), _l("Bad"), _l("Okay"), _l("Good"), _l("Very good"), _l("The best"))
"""What each grade from 0 to 5 means."""

ENTITLEMENT = {
    "open": _l("Mood of the room"),
    "room": _l("Those in the room"),
    "slips": _l("One slip each"),
    "tables": _l("One phone for each table"),
}
"""How the right to vote was proved, in a few words that stand wherever a result is shown."""

ENTITLEMENT_MEANS = {
    "open": _l("Everybody with the event's code could join and vote. It shows the mood of the room."),
    "room": _l(
        "Who voted wrote a code that changed every half minute on the screen in the room, or was let in by the leader."
    ),
    "slips": _l("Everybody who voted had a printed slip that works for one person."),
    "tables": _l("One phone voted for each table, and said how many sat there. It counts as that many."),
}
"""The same in sentences."""

ENTITLEMENT_CHOICES = {
    "open": (_l("Whoever has joined"), _l("Quick. The result is called the mood of the room.")),
    "room": (
        _l("Those in the room"),
        _l("The screen shows a code that changes every half minute. You count heads, and both numbers are public."),
    ),
    "slips": (_l("One printed slip each"), _l("Best when phones are shared. Print the slips first.")),
    "tables": (
        _l("One phone for each table"),
        _l("It says how many you are, and counts as that many. Who knows a table's number may guess how it voted."),
    ),
}
"""What a leader chooses from: a name, and what to know before choosing."""
