"""Accuracy: what the rules say, beside what somebody else judged. Reported as it is."""
