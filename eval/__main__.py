"""`python -m eval` is `anagen-eval`."""

import sys

from eval.command import main

if __name__ == "__main__":
    sys.exit(main())
