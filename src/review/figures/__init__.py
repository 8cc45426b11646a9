"""Figures: what each shows, its numbers, and where everything stands. Drawn by `review.figures.plots`."""
