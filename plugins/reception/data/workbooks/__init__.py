"""Report workbooks as they come: from a file to recognised rows, whatever the layout."""
