"""Report: a run as one HTML page and as a workbook."""
