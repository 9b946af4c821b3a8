"""From documents to a durable, searchable collection of passages."""
