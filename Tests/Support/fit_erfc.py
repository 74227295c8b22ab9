"""The coefficients of normal_cdf in Sources/CKernels/activations.h.

e^(u^2) erfc(u) = t q(t) with t = 1 / (1 + u / 2) on 0 <= u <= 6, q of degree 6, by least squares whose weights are moved
towards the largest errors (Lawson), the error being that of erfc.

    pip install numpy scipy
    python3 fit_erfc.py
"""
import numpy as np
from scipy.special import erfcx

u = np.concatenate([np.linspace(0, 6, 4000), 3 * (1 - np.cos(np.linspace(0, np.pi, 4000)))])
t = 1 / (1 + 0.5 * u)
powers = t[:, None] ** np.arange(1, 8)
importance = np.maximum(np.exp(-u * u), 1e-6)
weights = importance.copy()
for _ in range(60):
    q, *_ = np.linalg.lstsq(powers * weights[:, None], erfcx(u) * weights, rcond=None)
    error = np.abs((powers @ q - erfcx(u)) * importance)
    weights *= (1e-3 + error / error.max()) ** 0.15
print("coefficients, t^0 first:", [float(np.float32(c)) for c in q])
print("largest error of erfc:", error.max())
