"""The index that /tim-kiem/ searches in the reader's browser."""
