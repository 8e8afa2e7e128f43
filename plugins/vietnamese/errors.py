"""The base of what this package refuses.

`found` and `expected` stay separate from the sentence, so that code which knows the file and line can build a Problem.
"""

from __future__ import annotations

from typing import ClassVar


class WritingError(ValueError):
    """A text not written the way its kind is written; `str()` is one Vietnamese line for editors and clerks."""

    kind: ClassVar[str] = "cách viết hợp lệ"

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found, expected)  # both, so that the error survives pickling between build processes
        self.found = found
        self.expected = expected

    def __str__(self) -> str:
        return f"“{self.found}” không phải {self.kind}: {self.expected}"
