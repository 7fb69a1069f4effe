"""What the performance table of the README is measured with."""

import sys
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parent.parent
JAMSOSTEK: Final = str(Path(sys.executable).with_name("jamsostek"))
