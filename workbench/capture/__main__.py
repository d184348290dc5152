"""`python -m workbench.capture`: the recorder process."""

import sys

from workbench.capture.process import main

sys.exit(main())
