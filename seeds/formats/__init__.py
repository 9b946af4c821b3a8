"""The formats of databases and tools: from one parsed object, row or page to a document."""
