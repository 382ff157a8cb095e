"""The command line: one module a command, each with `add` (arguments) and `run` (arguments -> exit code).

Modules here import nothing heavy at the top: what a command needs, it imports when it runs.
"""
