"""The preview builds in its own process too: its tests share the builder's fixture."""

from tests.builder.conftest import handlers_as_found

__all__ = ["handlers_as_found"]
