"""Anagen over HTTP."""
