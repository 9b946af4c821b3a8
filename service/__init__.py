"""From a question to an answer with citations, over HTTP and on the command line."""
