"""Records: PubMed XML to records, records of one study, reference formats."""
