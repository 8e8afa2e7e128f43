"""Where figures come from: declarations, quoted figures, report files and snapshots."""
