"""Synthesis: what the appraised records of one claim say together: counts, certainty, verdict, statement."""
