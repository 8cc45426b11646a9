"""Command line: the `review` command, the one place that prints."""
