"""Synthesis of the appraised records of one claim: counts, certainty, verdict, statement."""
