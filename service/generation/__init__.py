"""Generation: answers in a language model's words, held to the evidence."""
