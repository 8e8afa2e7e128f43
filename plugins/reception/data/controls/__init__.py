"""Rules over all observations together."""
