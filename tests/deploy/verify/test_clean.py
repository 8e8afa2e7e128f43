"""A site that is as it must be."""

from deploy.verify.plan import intruder_addresses
from deploy.verify.readers import READERS
from tests.deploy.verify.tampering import ALIAS, page_at_alias


def test_a_site_that_shows_its_release_has_no_finding(show, verified):
    shown = show()
    verdict = verified(shown)
    assert (verdict.text().splitlines()[0], verdict.code) == (f"https://vi-du.example: đúng bản {verdict.release}, từng byte.", 0)
    assert verdict.asked == len(shown.asked) < 600, "nothing is asked that needs no asking"
    addresses = {request.address for request in shown.asked}
    assert addresses >= shown.expected.addresses | set(intruder_addresses())
    assert len(intruder_addresses()) == len(set(intruder_addresses())) >= 200
    home = [request for request in shown.asked if request.address == "/"]
    assert {request.headers["user-agent"] for request in home} >= {reader.headers["User-Agent"] for reader in READERS}
    assert {request.headers["accept-encoding"] for request in home} == {"br", "gzip", "identity"}


def test_an_earlier_address_may_be_answered_by_its_page_or_with_the_whole_address(show, verified):
    assert ALIAS in show().expected.portal.aliases
    assert verified(show(page_at_alias(lambda reply: reply))).code == 0
    new = "https://vi-du.example/2024/05/bai-3/"
    assert verified(show(lambda request, reply, _: reply.with_headers(Location=new) if request.path == ALIAS else reply)).code == 0
