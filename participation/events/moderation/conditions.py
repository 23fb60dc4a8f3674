"""The one condition that says what others may read. Whoever reads contributions asks it through `contributions`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, not_

from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.events.duty.models import Alert, AlertFact
from participation.events.moderation.models import Approval, Hold


def waits() -> ColumnElement[bool]:
    """Whether a contribution of the enclosing query was held back and not approved."""
    approved = exists().where(Approval.contribution_id == Contribution.id).correlate(Contribution)
    return exists().where(Hold.contribution_id == Contribution.id).correlate(Contribution) & not_(approved)


def set_apart() -> ColumnElement[bool]:
    """Whether a contribution of the enclosing query is for the adult on duty alone."""
    released = exists().where(AlertFact.alert_id == Alert.id, AlertFact.what == "released").correlate(Alert)
    return exists().where(Alert.contribution_id == Contribution.id, not_(released)).correlate(Contribution)


def cleared() -> ColumnElement[bool]:
    """Whether nothing holds a contribution of the enclosing query back."""
    return not_(waits()) & not_(set_apart())


def there() -> ColumnElement[bool]:
    """Neither taken back, nor destroyed, nor hidden; the enclosing query joins the three facts (outer)."""
    return and_(
        Withdrawal.contribution_id.is_(None), Erasure.contribution_id.is_(None), Hiding.contribution_id.is_(None)
    )
