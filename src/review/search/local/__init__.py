"""Local E-utilities: PubMed's query language and HTTP interface over an archive of records."""
