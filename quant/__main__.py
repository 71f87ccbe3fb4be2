"""`python -m quant`."""

import sys

from quant.cli import main

if __name__ == "__main__":
    sys.exit(main())
