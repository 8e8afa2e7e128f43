"""Pure: from the files an office drops in to answers about its numbers. Knows neither Pelican nor Markdown nor templates."""
