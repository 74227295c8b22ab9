"""`python -m curves`: the threads are limited before any numerical library is loaded."""

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from .main import main  # noqa: E402

sys.exit(main())
