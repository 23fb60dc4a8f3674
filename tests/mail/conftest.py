"""A post office of the tests: a mail server on this machine that keeps what it takes."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from participation.config import MailServer
from tests.cast import Evening, evening, small_evening

__all__ = ["Evening", "evening", "small_evening"]


@dataclass(slots=True)
class Office:
    """What was taken, and what the server answers when it is asked for something."""

    port: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    taking: Callable[[], object] | None = None
    """What happens when a letter is there and nobody was told yet that it is taken."""

    @property
    def server(self) -> MailServer:
        """Its address, as the setting is read."""
        return MailServer("127.0.0.1", self.port, "", "", "none")


class _Clerk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office: Office = self.server.office  # type: ignore[attr-defined]
        self._say(office.answers.get("hello", "220 post.example"))
        to = ""
        for raw in self.rfile:
            verb = raw[:4].decode().upper()
            usual = {"EHLO": "250 post.example", "DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")
            answer = office.answers.get(verb, usual)
            to = raw.decode().strip() if verb == "RCPT" else to
            self._say(answer)
            if verb == "DATA" and answer.startswith("354"):
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                office.taken.append((to, text))
                if office.taking is not None:
                    office.taking()
                    return
                self._say(office.answers.get("end", "250 taken"))
            if verb == "QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server that takes everything, unless a test says otherwise."""
    made = Office()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clerk) as server:
        server.daemon_threads = True
        server.office = made  # type: ignore[attr-defined]
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        server.shutdown()
        thread.join()
