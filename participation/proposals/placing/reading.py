"""Reading where a form says that a proposal is about."""

from __future__ import annotations

from collections.abc import Sequence

from participation.proposals.placing import rules, town
from participation.proposals.placing.rules import Spot
from participation.web import forms


def spot(contribution_ids: Sequence[str] = ()) -> Spot | None:
    """A name, or the spot where these contributions were marked when that was ticked; None when nothing is said."""
    name = " ".join(forms.text("place", limit=rules.NAME, required=False).split())
    takes_marked = forms.flag("marked")
    marked = town().marked(contribution_ids) if takes_marked else None
    return rules.chosen(name, town().find(name), marked, takes_marked)
