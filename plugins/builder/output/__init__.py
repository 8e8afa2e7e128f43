"""What a build wrote: inspected, then swapped in whole."""
