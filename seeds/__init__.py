"""Sources and what is read from them: documents, sentences, abbreviations."""
