"""Figures, measured from outside through the service."""
