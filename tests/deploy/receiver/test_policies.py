"""Which pages a server's policy would show without their style."""

import pytest

from deploy.receiver.policies import is_allowed, needed_policy

POLICY = {"/": "default-src 'none'; style-src 'sha256-a=' 'sha256-b='", "/tim-kiem/": "default-src 'none'; script-src 'self'"}


@pytest.mark.parametrize(
    ("address", "served", "expected"),
    [
        ("/tin/", "default-src 'none'; style-src 'sha256-a=' 'sha256-b='", True),
        ("/tin/", "style-src 'sha256-b=' 'sha256-a=' 'sha256-cu=';  default-src 'none'; img-src 'self'", True),
        ("/tin/", "default-src 'none'; style-src 'sha256-a='", False),
        ("/tin/", "default-src 'none'; script-src 'self'", False),
        ("/tim-kiem/?tu-khoa=x", "default-src 'none'; script-src 'self'", True),
        ("/tim-kiem/", "default-src 'none'; style-src 'sha256-a=' 'sha256-b='", False),
        ("/tin/", "", True),
    ],
)
def test_what_a_page_needs_is_part_of_what_the_server_sends(address, served, expected):
    assert is_allowed(POLICY, address, served) is expected


def test_the_longest_address_above_a_page_is_meant():
    assert needed_policy(POLICY, "/tim-kiem/") == POLICY["/tim-kiem/"]
    assert needed_policy(POLICY, "/tim-kiem") == POLICY["/"]
    assert needed_policy({}, "/") == ""
