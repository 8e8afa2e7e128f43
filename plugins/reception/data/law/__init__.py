"""The report forms of the law, their measures and formulas, and the windows of each circular."""
