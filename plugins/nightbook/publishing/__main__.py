"""`python -m nightbook.publishing VERSION`: what scripts/publish runs."""

import sys

from .command import main

sys.exit(main())
