from collections import defaultdict


def rows(count):
    return [{"group": f"g{i % 100}", "value": i * 0.5} for i in range(1, count + 1)]


sums = defaultdict(float)
for row in rows(300000):
    sums[row["group"]] += row["value"]
for group, total in sums.items():
    print(group, total)
