"""The routes that OpenAI's API has, so that its clients can ask Anagen unchanged."""
