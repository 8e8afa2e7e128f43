"""Asks all questions of a run over several connections, and gathers what was found, address by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

from deploy.release.media_types import is_text
from deploy.verify.client import CONNECTIONS, Client, SiteAnswer, Unreachable
from deploy.verify.examine import examine
from deploy.verify.expected import Expected, Question
from deploy.verify.extra_pages import unknown_addresses
from deploy.verify.findings import Finding, merge_readers
from deploy.verify.other_doors import SECURITY_TXT
from deploy.verify.signs import unpack
from deploy.verify.state import LARGE, RunState

LINKED = (".html", ".xml", ".txt")  # what may name other addresses
SPARE_BYTES = 1 << 20  # of a body that is longer than it should be
BATCH = 500  # questions between two notes of how far the run came
GIVES_UP_AFTER = 10  # requests in a row that got no answer
NO_ANSWER = "Xem máy chủ và nhật ký của nó."


class _Asked(NamedTuple):
    """What came of one question; `reason`: why no answer did."""

    question: Question
    answer: SiteAnswer | None
    found: list[Finding]
    unknown: Collection[str] = ()
    reason: str = ""


@dataclass
class Gathered:
    """By address, what was found, who asked, and the ETag of one answer; `unknown`: addresses that no manifest has."""

    found: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    readers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unknown: set[str] = field(default_factory=set)
    etags: dict[str, tuple[Question, str]] = field(default_factory=dict)
    security_txt: str = ""

    def findings(self) -> Iterator[Finding]:
        """At each address once for all readers."""
        for address, found in self.found.items():
            yield from merge_readers(found, self.readers[address])


@dataclass
class Asking:
    """`everything`: even large files that the server says are unchanged are read again."""

    expected: Expected
    client: Client
    state: RunState
    now: float
    everything: bool = False
    connections: int = CONNECTIONS
    results: Gathered = field(default_factory=Gathered)
    _silent: int = 0

    def ask(self, batch: Sequence[Question]) -> None:
        """Enter the answers into results and state. Raises Unreachable when the site no longer answers."""
        threads = ThreadPoolExecutor(self.connections)
        try:
            for asked in threads.map(self._one, batch):
                self._enter(asked)
        finally:
            threads.shutdown(cancel_futures=True)  # whoever stops the run waits for no more

    def _one(self, question: Question) -> _Asked:
        if self._silent >= GIVES_UP_AFTER:
            return _Asked(question, None, [], reason="máy chủ ngừng trả lời giữa chừng")
        file = self.expected.manifest.files[question.path]
        etag = "" if self._reads_whole(question) else self.state.etag_of(question.address, file.sha256, self.now)
        headers = {**question.headers, **({"If-None-Match": etag} if etag else {})}
        try:
            answer = self.client.ask(question.address, headers, file.size + SPARE_BYTES)
        except Unreachable as error:
            return _Asked(question, None, [], reason=str(error))
        if etag and answer.status == 304:
            return _Asked(question, answer, [])
        return _Asked(question, answer, examine(self.expected, question, answer), self._links(question, answer))

    def _reads_whole(self, question: Question) -> bool:
        """A 304 proves nothing, so only large files may be spared, and only for a while."""
        size = self.expected.manifest.files[question.path].size
        return self.everything or size < LARGE or is_text(question.path) or question.status != 200

    def _links(self, question: Question, answer: SiteAnswer) -> Collection[str]:
        """Pages as published have the same links for all: read once."""
        if not answer.status == question.status == 200 or not question.path.endswith(LINKED):
            return ()
        if question.address in self.results.etags and not self.results.found.get(question.address):
            return ()
        body = unpack(answer.body, answer.headers.get("Content-Encoding", "identity"))
        return unknown_addresses(self.expected, question.address, body)

    def _enter(self, asked: _Asked) -> None:
        question, answer, results = asked.question, asked.answer, self.results
        results.readers[question.address].add(question.reader.name)
        results.unknown |= set(asked.unknown)
        self._silent = 0 if answer else self._silent + 1
        if self._silent >= GIVES_UP_AFTER:
            raise Unreachable(asked.reason)
        if answer is None:
            found = f"không trả lời: {asked.reason}"
            asked.found.append(Finding(question.address, found, str(question.status), NO_ANSWER, who=question.reader.name))
        if asked.found or answer is None:
            results.found[question.address] += asked.found
            return
        self.state.done.append(question.key)
        self._note_etag(question, answer)

    def _note_etag(self, question: Question, answer: SiteAnswer) -> None:
        file, etag = self.expected.manifest.files[question.path], answer.headers.get("ETag", "")
        if question.status != 200 or answer.status != 200 or not etag:
            return
        self.results.etags[question.address] = (question, etag)
        if not self._reads_whole(question) or file.size >= LARGE:
            self.state.whole[question.address] = (file.sha256, etag, self.now)
        if question.path == SECURITY_TXT:
            body = unpack(answer.body, answer.headers.get("Content-Encoding", "identity"))
            self.results.security_txt = body.decode(errors="replace")
