"""Where numbers come from: declarations, quoted numbers, report files and snapshots."""
