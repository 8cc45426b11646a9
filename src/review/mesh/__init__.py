"""Mesh: the vocabulary of the field, Medical Subject Headings first: names, spellings, the tree, kinds of things."""
