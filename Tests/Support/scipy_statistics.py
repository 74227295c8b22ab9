"""Writes scipy_statistics.json: quantiles by NumPy, correlations and Wilcoxon's tests by SciPy.

    python3 Tests/Support/scipy_statistics.py > Tests/Support/scipy_statistics.json
"""

import json

import numpy as np
from scipy import stats

random = np.random.default_rng(5)


def numbers(count, decimals):
    return [float(x) for x in random.normal(size=count).round(decimals)]


samples = [numbers(count, decimals) for count, decimals in [(1, 3), (2, 3), (7, 3), (12, 1), (100, 4)]]
descriptions = [
    {
        "xs": xs,
        "mean": float(np.mean(xs)),
        "median": float(np.median(xs)),
        "std": float(np.std(xs, ddof=1)) if len(xs) > 1 else None,
        "quantiles": [[q, float(np.quantile(xs, q))] for q in (0, 0.1, 0.25, 0.5, 0.9, 1)],
    }
    for xs in samples
]

correlations = []
for count in (3, 10, 50):
    xs, ys = numbers(count, 3), numbers(count, 3)
    correlations.append({"xs": xs, "ys": ys, "r": float(stats.pearsonr(xs, ys).statistic)})

# Decimals decide whether there are ties, and with them whether the exact distribution holds.
rank_sums = []
for n, m, decimals in [(1, 1, 6), (3, 4, 6), (5, 20, 6), (20, 20, 6), (49, 49, 6), (60, 5, 6), (8, 9, 1), (30, 40, 1)]:
    xs, ys = numbers(n, decimals), numbers(m, decimals)
    pooled = xs + ys
    exact = len(set(pooled)) == len(pooled) and max(n, m) < 50
    result = stats.mannwhitneyu(xs, ys, method="exact" if exact else "asymptotic", use_continuity=True)
    rank_sums.append({"xs": xs, "ys": ys, "statistic": float(result.statistic), "p": float(result.pvalue)})

signed_ranks = []
for n, decimals in [(1, 6), (6, 6), (20, 6), (49, 6), (60, 6), (10, 1), (30, 1)]:
    differences = numbers(n, decimals)
    rest = [abs(d) for d in differences if d != 0]
    exact = len(set(rest)) == len(rest) and len(rest) < 50
    method = "exact" if exact else "approx"
    kept = [d for d in differences if d != 0]
    p = stats.wilcoxon(kept, method=method, correction=True).pvalue
    above = stats.wilcoxon(kept, method=method, correction=True, alternative="greater").statistic
    signed_ranks.append({"differences": differences, "statistic": float(above), "p": float(p)})

print(
    json.dumps(
        {
            "descriptions": descriptions,
            "correlations": correlations,
            "rank_sums": rank_sums,
            "signed_ranks": signed_ranks,
        },
        indent=1,
    )
)
