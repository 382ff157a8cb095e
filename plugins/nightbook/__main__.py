"""`python -m nightbook`."""

from .cli.main import main

raise SystemExit(main())
