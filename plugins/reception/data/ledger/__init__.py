"""The ledger: every number of reports and remote sources that was published, and what became of it."""
