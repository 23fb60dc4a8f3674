"""Writes that are committed together: a commit has to reach the disk, and that costs more than the writing itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

MOST = 64
"""Writes in one commit: nobody waits longer for the others than this many take."""


class Batch:
    """One transaction of several writers, each in a savepoint of its own."""

    def __init__(self, connection: Connection) -> None:
        """A transaction that has begun on `connection`."""
        self.connection = connection
        self.done = threading.Event()
        self.problem: BaseException | None = None
        self.size = 0


def _is_alive(connection: Connection) -> bool:
    """Whether the driver's transaction still stands; SQLite ends it by itself when it cannot go on."""
    driver = connection.connection.dbapi_connection
    return bool(driver is not None and getattr(driver, "in_transaction", True))


class Together:
    """Gathers writers that come at the same moment: the first begins, the last one commits, all wait for that.

    `begin` gives a connection on which a writing transaction has begun; `lock` keeps other writers out meanwhile and
    may be released by another thread than took it.
    """

    def __init__(self, begin: Callable[[], Connection], lock: AbstractContextManager[object]) -> None:
        """No writer is there yet."""
        self._begin, self._lock = begin, lock
        self._turn = threading.Lock()
        self._coming = 0
        self._batch: Batch | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in the present batch; returns when its commit is done, and raises when that failed.

        An exception undoes this writer's part alone.
        """
        batch = self._join()
        try:
            with batch.connection.begin_nested():
                batch.size += 1
                yield batch.connection
        except BaseException as problem:
            if not _is_alive(batch.connection):
                # The database itself gave the whole transaction up (disk full): nobody in it may be told "done".
                batch.problem = batch.problem or problem
            raise
        finally:
            self._leave(batch)
        batch.done.wait()
        if batch.problem is not None:
            raise batch.problem

    def _join(self) -> Batch:
        """Wait for the turn; let those who are as far come along before the first of them begins."""
        self._coming += 1  # safe: threads do not change inside it in CPython, greenlets only while waiting
        try:
            time.sleep(0)
            self._turn.acquire()
        except BaseException:
            self._coming -= 1
            with self._turn:
                self._commit_when_last()
            raise
        self._coming -= 1
        try:
            if self._batch is None:
                self._batch = self._opened()
        except BaseException:
            self._turn.release()
            raise
        return self._batch

    def _opened(self) -> Batch:
        self._lock.__enter__()
        try:
            return Batch(self._begin())
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise

    def _leave(self, batch: Batch) -> None:
        try:
            self._commit_when_last(full=batch.size >= MOST)
        finally:
            self._turn.release()

    def _commit_when_last(self, full: bool = False) -> None:
        batch = self._batch
        if batch is None or (self._coming and not full):
            return
        self._batch = None
        try:
            if batch.problem is None and not _is_alive(batch.connection):
                raise RuntimeError("the transaction was given up by the database")
            batch.connection.commit()
        except BaseException as problem:
            batch.problem = problem
        finally:
            batch.connection.close()
            self._lock.__exit__(None, None, None)
            batch.done.set()
