"""Runs: what one pass over an article produced, as plain data, and what follows from it."""
