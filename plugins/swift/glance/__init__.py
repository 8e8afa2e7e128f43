"""The page of an article that was just saved, before the build that follows."""
