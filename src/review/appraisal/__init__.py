"""Appraisal: what one record says about one claim, and the sentence that says so."""
