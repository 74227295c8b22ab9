"""The libraries, one file each.

Each has `trainer(network, batch, optimizer)`, which gives a function that trains n steps and returns when they are
done; some multiply and convolve as well.
"""
