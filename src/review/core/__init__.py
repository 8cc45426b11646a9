"""Core: the words and shapes that everything shares: closed lists, frozen values, declared tables."""
