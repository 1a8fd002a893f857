"""Where the frozen program begins: the same as `python -m meihao_desktop`."""

import sys

from meihao_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
