"""Screening: which of the records found for a claim are appraised."""
