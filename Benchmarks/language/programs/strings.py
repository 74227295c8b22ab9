def numbers(count):
    text = ""
    for i in range(1, count + 1):
        text += f"{i},"
    return len(text)


print(numbers(500000))
