"""Claims: from an article to atomic claims, and claims files."""
