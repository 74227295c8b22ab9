def line(slope, offset):
    return lambda x: slope * x + offset


def apply(f, count):
    total = 0
    for i in range(1, count + 1):
        total += f(i)
    return total


print(apply(line(3, 7), 2000000))
