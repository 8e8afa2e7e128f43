"""A site that is as it must be."""

from deploy.verify.plan import intruder_addresses
from deploy.verify.readers import READERS


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
