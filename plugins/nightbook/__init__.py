"""Nightbook: runbook sources in, the site an on-call engineer opens at 3am out. See ARCHITECTURE.md."""

__version__ = "0.1.0"
