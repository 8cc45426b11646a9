"""Relations: what a sentence says of an outcome: words of direction, whose they are, and what is denied."""
