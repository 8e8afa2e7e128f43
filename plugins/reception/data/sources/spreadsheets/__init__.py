"""Turns spreadsheets (.xlsx .xls .ods .csv) into grids of cells, with the problems of each cell."""
