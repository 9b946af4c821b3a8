"""Collectors: documents from live services, as searches of theirs give them."""
