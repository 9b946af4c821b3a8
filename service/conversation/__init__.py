"""Conversations: what was said before a question, and what the question leaves to it to say."""
