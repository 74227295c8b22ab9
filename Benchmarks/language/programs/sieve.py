def primes(limit):
    is_prime = [True for _ in range(limit + 1)]
    i = 2
    while i * i <= limit:
        if is_prime[i]:
            multiple = i * i
            while multiple <= limit:
                is_prime[multiple] = False
                multiple += i
        i += 1
    count = 0
    for i in range(2, limit + 1):
        if is_prime[i]:
            count += 1
    return count


print(primes(2000000))
