"""Recorded incidents: a file from a phone -> a record, its Markdown, and what the book says to it."""
