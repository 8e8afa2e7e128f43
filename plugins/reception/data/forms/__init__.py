"""The report forms of the law, their measures and the windows of each circular, read from plugins/reception/forms."""
