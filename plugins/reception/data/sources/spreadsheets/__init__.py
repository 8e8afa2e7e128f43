"""Spreadsheet files to grids of cells, .xlsx .xls .ods .csv, with what is wrong in each cell."""
