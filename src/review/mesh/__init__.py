"""The vocabulary of the field: headings, their names and their tree, from `data/vocabulary`."""
