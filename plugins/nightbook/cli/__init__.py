"""The command line: one module a command, each with `add` (its arguments) and `run` (arguments in, exit code out).

Modules here import nothing heavy at the top: what a command needs, it imports when it runs.
"""
