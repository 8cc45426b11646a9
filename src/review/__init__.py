"""Grades the health claims of a web article against PubMed, claim by claim."""
