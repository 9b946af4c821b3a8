"""From a question to an answer with citations: retrieval, choosing sentences, HTTP and command line."""
