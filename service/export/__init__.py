"""Exports: the works that an answer cites, for reference managers and bibliographies."""
