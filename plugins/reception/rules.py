"""The rules of the data and of the numbers typed in articles, by their number in the data model."""

from __future__ import annotations

from operator import attrgetter

from plugins import strict_csv
from plugins.reception.data.controls import run
from plugins.reception.data.ledger import differences
from plugins.reception.data.queries import breaks, totals
from plugins.reception.data.sources.recognition import choose_form, form_checks, heading, read_report
from plugins.reception.data.sources.reports import copies, folder, observations, total_area
from plugins.reception.data.units import checks
from plugins.reception.open_data import published_reports
from plugins.reception.typed_numbers import check

MODULES = (
    *(run, strict_csv, checks, breaks, totals, choose_form, form_checks, heading, read_report),
    *(copies, folder, observations, total_area, differences, published_reports, check),
)
RULES = tuple(sorted((rule for module in MODULES for rule in module.RULES), key=attrgetter("number")))
