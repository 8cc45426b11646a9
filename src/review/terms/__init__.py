"""Terms: the hand-made lists of `data/terms`, and what of them a text or a record names."""
