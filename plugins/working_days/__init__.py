"""On which days offices are open: by the law, as `holidays` has it, corrected by what the office notes in so-bo/ngay-nghi.csv."""
