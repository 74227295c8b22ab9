"""Writes scipy_tests.json: statistical tests and intervals by SciPy, regressions by NumPy's least squares.

    python3 Tests/Support/scipy_tests.py > Tests/Support/scipy_tests.json
"""

import json

import numpy as np
from scipy import stats

random = np.random.default_rng(18)


def numbers(count, decimals=6, shift=0.0, scale=1.0):
    return [float(x) for x in random.normal(shift, scale, size=count).round(decimals)]


def plain(*values):
    return [None if v is None or np.isnan(v) else float(v) for v in values]


student = []
for df in (1, 1.5, 2, 3, 10, 30.7, 100, 1e4, 1e6):
    for t in (1e-9, 0.01, 0.5, 1, 2, 4.5, 12, 60, 1e5):
        student.append([df, t, float(2 * stats.t.sf(t, df))])
student_quantiles = [
    [df, p, float(stats.t.isf(p / 2, df))] for df in (1, 2, 3.3, 9, 50, 1e3) for p in (0.5, 0.1, 0.05, 0.01, 1e-6)
]
fisher = [
    [f, n, m, float(stats.f.sf(f, n, m))]
    for n, m in ((1, 1), (1, 10), (2, 5), (4, 20), (30, 30), (3, 1000), (200, 300))
    for f in (0.001, 0.3, 1, 1.5, 3, 10, 100)
]
chi_squared = [
    [x, df, float(stats.chi2.sf(x, df))]
    for df in (1, 2, 3, 10, 100, 1000)
    for x in (1e-6, 0.5, 1, 3, 10, 90, 110, 200, 950, 1100, 1400)
]

one_sample = []
for n, mean in ((2, 0), (5, 0.3), (30, -0.2), (200, 0)):
    xs = numbers(n)
    r = stats.ttest_1samp(xs, mean)
    interval = r.confidence_interval(0.9)
    one_sample.append({"xs": xs, "mean": mean, "expected": plain(r.statistic, r.df, r.pvalue, interval.low, interval.high)})

two_sample = []
for n, m in ((2, 2), (3, 8), (20, 25), (100, 7)):
    xs, ys = numbers(n), numbers(m, shift=0.5, scale=2)
    for equal in (False, True):
        r = stats.ttest_ind(xs, ys, equal_var=equal)
        interval = r.confidence_interval()
        two_sample.append(
            {"xs": xs, "ys": ys, "equal": equal, "expected": plain(r.statistic, r.df, r.pvalue, interval.low, interval.high)}
        )

paired = []
for n in (2, 6, 40):
    xs, ys = numbers(n), numbers(n, shift=0.4)
    r = stats.ttest_rel(xs, ys)
    interval = r.confidence_interval()
    paired.append({"xs": xs, "ys": ys, "expected": plain(r.statistic, r.df, r.pvalue, interval.low, interval.high)})

# SciPy's default chooses the exact distribution for these.
mann_whitney = []
for n, m in ((1, 4), (3, 4), (8, 8), (8, 30)):
    xs, ys = numbers(n), numbers(m, shift=0.5)
    r = stats.mannwhitneyu(xs, ys)
    mann_whitney.append({"xs": xs, "ys": ys, "expected": plain(r.statistic, r.pvalue)})
wilcoxon = []
for n in (1, 4, 10, 25):
    xs, ys = numbers(n), numbers(n, shift=0.5)
    above = stats.wilcoxon(xs, ys, alternative="greater").statistic
    wilcoxon.append({"xs": xs, "ys": ys, "expected": plain(above, stats.wilcoxon(xs, ys).pvalue)})

groups = []
for sizes, decimals in (((3, 3), 6), ((4, 7, 5), 6), ((10, 10, 10, 10), 1), ((1, 2, 3), 6), ((60, 80, 70), 1)):
    samples = [numbers(n, decimals, shift=0.3 * i) for i, n in enumerate(sizes)]
    f, h = stats.f_oneway(*samples), stats.kruskal(*samples)
    groups.append({"samples": samples, "anova": plain(*f), "kruskal_wallis": plain(*h)})
groups.append(
    {
        "samples": [[x + 1e7 for x in s] for s in groups[1]["samples"]],
        "anova": groups[1]["anova"],
        "kruskal_wallis": groups[1]["kruskal_wallis"],
    }
)

friedman = []
for k, n, decimals in ((3, 3, 6), (4, 10, 6), (3, 20, 0), (6, 50, 1)):
    samples = [numbers(n, decimals, shift=0.2 * i) for i in range(k)]
    friedman.append({"samples": samples, "expected": plain(*stats.friedmanchisquare(*samples))})

goodness = []
for observed, expected in (([8, 12], None), ([16, 18, 16, 14, 12, 12], None), ([30, 14, 34, 45], [20, 20, 30, 53]), ([5, 0, 9], None)):
    r = stats.chisquare(observed, expected)
    goodness.append({"observed": observed, "expected": expected, "result": plain(*r)})
independence = []
for table in ([[10, 20], [30, 20]], [[10, 10, 20], [20, 20, 20]], [[1, 0], [0, 1]], [[12, 7], [5, 7], [9, 3]], [[5, 5], [5, 5]]):
    for correction in (True, False):
        r = stats.chi2_contingency(table, correction=correction)
        independence.append({"table": table, "correction": correction, "result": plain(r.statistic, r.dof, r.pvalue)})

correlations = []
for n, decimals in ((3, 6), (5, 6), (12, 6), (33, 6), (34, 6), (40, 1), (7, 0), (300, 2)):
    xs, noise = numbers(n, decimals), numbers(n, decimals)
    ys = [round(0.4 * x + e, decimals) for x, e in zip(xs, noise)]
    correlations.append(
        {
            "xs": xs,
            "ys": ys,
            "pearson": plain(*stats.pearsonr(xs, ys)),
            "spearman": plain(*stats.spearmanr(xs, ys)),
            "kendall": plain(*stats.kendalltau(xs, ys)),
        }
    )
ordered = [float(i) for i in range(40)]
nearly = ordered[:]
nearly[3], nearly[4] = nearly[4], nearly[3]
for ys in (ordered, nearly, nearly[::-1]):
    correlations.append(
        {
            "xs": ordered,
            "ys": ys,
            "pearson": None,
            "spearman": None,
            "kendall": plain(*stats.kendalltau(ordered, ys)),
        }
    )

regressions = []
for n, k, shift in ((3, 1, 0), (10, 1, 0), (20, 3, 0), (100, 5, 0), (15, 2, 1000)):
    x = np.array([numbers(k, 3, shift=shift) for _ in range(n)])
    y = np.array(numbers(n, 3)) + x @ np.arange(1, k + 1)
    design = np.column_stack([np.ones(n), x])
    b, *_ = np.linalg.lstsq(design, y, rcond=None)
    residuals = y - design @ b
    df = n - k - 1
    s2 = residuals @ residuals / df
    # From the decomposition, not from X'X, which squares the condition.
    inverse = np.linalg.inv(np.linalg.qr(design, mode="r"))
    errors = np.sqrt(s2 * (inverse**2).sum(axis=1))
    total = ((y - y.mean()) ** 2).sum()
    r2 = 1 - residuals @ residuals / total
    f = (total - residuals @ residuals) / k / s2
    regressions.append(
        {
            "xs": x.tolist(),
            "ys": y.tolist(),
            "estimates": b.tolist(),
            "errors": errors.tolist(),
            "p": [float(2 * stats.t.sf(abs(t), df)) for t in b / errors],
            "summary": plain(r2, 1 - (1 - r2) * (n - 1) / df, np.sqrt(s2), f, stats.f.sf(f, k, df)),
        }
    )

histograms = []
for xs, bins in (([1.0, 2.0, 2.0, 3.0, 5.0], 2), ([7.0], 4), ([3.0, 3.0], 3), (numbers(200, 1), 10), (numbers(500, 2), 37)):
    counts, edges = np.histogram(xs, bins)
    histograms.append({"xs": xs, "bins": bins, "counts": counts.tolist(), "edges": edges.tolist()})

print(
    json.dumps(
        {
            "student": student,
            "student_quantiles": student_quantiles,
            "fisher": fisher,
            "chi_squared": chi_squared,
            "one_sample": one_sample,
            "two_sample": two_sample,
            "paired": paired,
            "mann_whitney": mann_whitney,
            "wilcoxon": wilcoxon,
            "groups": groups,
            "friedman": friedman,
            "goodness": goodness,
            "independence": independence,
            "correlations": correlations,
            "regressions": regressions,
            "histograms": histograms,
        }
    )
)
