def squares(count):
    numbers = [2 * x + 1 for x in range(1, count + 1)]
    return sum([x * x for x in numbers if x % 3 == 0])


print(squares(1000000))
