"""Batch: the notebooks of many articles through papermill, articles side by side."""
