"""What the tests of diaries arrange: an evening with a diary that is open beside what the room does."""

from __future__ import annotations

import io

from PIL import Image
from werkzeug.datastructures import FileStorage

from participation import clock, tokens
from participation.diaries import actions, queries, rules
from participation.diaries.queries import Entry
from participation.diaries.rules import Place
from participation.events.contributions.actions import Gift
from participation.media.actions import NewPicture, read_picture
from tests.beside import Beside
from tests.cast import Evening

NOWHERE = Place()


def photo(colour: str = "green") -> bytes:
    """A photograph as a phone takes it: with the place in its metadata."""
    image, target = Image.new("RGB", (320, 240), colour), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telefon"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(target, "JPEG", exif=exif)
    return target.getvalue()


def taken(colour: str = "green") -> NewPicture:
    """The same, read."""
    return read_picture(FileStorage(io.BytesIO(photo(colour)), "foto.jpg"))


class Diary(Beside):
    """An evening with a diary."""

    def __init__(self, evening: Evening, *, approve_first: bool = False) -> None:
        super().__init__(evening, "diary", approve_first=approve_first)

    @property
    def page(self) -> str:
        """The diary's own page."""
        return f"{self.evening.path}/diaries/{self.step_id}"

    def gift(self, reading: str, participant_id: str | None, seen: str = "En bänk") -> Gift:
        """An entry as a form brings it."""
        text = rules.text_of(reading, seen)
        return Gift(tokens.new_id(), self.event_id, self.step_id, participant_id, actions.KIND, text, "sv")

    def write(
        self,
        reading: str,
        participant_id: str | None = None,
        picture: NewPicture | None = None,
        *,
        shared: bool = False,
        place: Place = NOWHERE,
    ) -> str:
        """Somebody writes an entry (None: the leader writes it down) and perhaps shares it; returns its id."""
        gift = self.gift(reading, participant_id)
        actions.write(gift, place, picture, clock.now())
        if shared and participant_id is not None:
            self.share(gift.id, participant_id)
        return gift.id

    def share(self, entry_id: str, participant_id: str, *, on: bool = True) -> None:
        """Its author shares an entry, or no longer."""
        actions.share(self.event_id, entry_id, participant_id, clock.now(), on=on)

    def approve(self, entry_id: str, *, on: bool = True) -> None:
        """The leader lets its picture through, or no longer."""
        actions.approve_picture(self.event_id, entry_id, clock.now(), on=on, by_id=self.evening.leader_id)

    def read_by(self, viewer_id: str | None = None) -> list[Entry]:
        """What somebody may read now."""
        return queries.of_step(self.step_id, viewer_id)

    def readings(self, viewer_id: str | None = None) -> list[str]:
        """The readings of those."""
        return [entry.reading for entry in self.read_by(viewer_id)]
