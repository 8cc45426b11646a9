"""Synthesis: from the appraisals of one claim to direction, certainty and verdict."""
