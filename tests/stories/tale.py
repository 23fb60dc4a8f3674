"""What the tests of stories arrange: an evening in which they are told, placed and answered to."""

from __future__ import annotations

from collections.abc import Mapping

from participation import clock, tokens
from participation.events.contributions.actions import Gift
from participation.stories import actions, queries, rules
from participation.stories.queries import Told
from tests.beside import Beside
from tests.cast import Evening


class Tale(Beside):
    """An evening with a step for stories, open beside what the room does."""

    def __init__(self, evening: Evening, *, approve_first: bool = False) -> None:
        super().__init__(evening, "stories", approve_first=approve_first)

    @property
    def page(self) -> str:
        """The step on a phone."""
        return f"{self.evening.path}?beside={self.step_id}"

    def gift(self, text: str, participant_id: str | None, kind: str = actions.KIND) -> Gift:
        """A story, or what it would take (`kind`), as a form brings it."""
        return Gift(tokens.new_id(), self.event_id, self.step_id, participant_id, kind, text, "sv")

    def tell(self, text: str, participant_id: str | None = None, places: Mapping[int, int] | None = None) -> str:
        """Somebody tells a story (None: the leader writes it down); returns its id."""
        gift = self.gift(text, participant_id)
        actions.tell(gift, places or {}, clock.now())
        return gift.id

    def answer(self, participant_id: str, story_id: str, wish: str, need: str = "") -> None:
        """Somebody wants more or less like a story, and perhaps says what it would take."""
        gift = self.gift(need, participant_id, actions.NEED) if need else None
        actions.answer(self.event_id, story_id, participant_id, rules.WISHES[wish], gift, clock.now())

    def told(self, viewer_id: str | None = None) -> list[Told]:
        """The stories that somebody may read now."""
        return queries.of_step(self.step_id, viewer_id)

    def tellers(self, count: int, places: Mapping[int, int]) -> list[str]:
        """So many people each tell a story that they place alike; returns the stories' ids."""
        return [self.tell(f"Berättelse {number}", self.evening.join(), places) for number in range(count)]
