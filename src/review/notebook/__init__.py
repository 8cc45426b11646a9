"""Notebook: what the notebooks show and check, and what becomes of an executed one."""
