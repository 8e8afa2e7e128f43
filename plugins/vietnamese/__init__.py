"""How Vietnamese officials write numbers, dates, periods and words: pure functions, no locale of the machine."""
