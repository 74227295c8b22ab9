"""Measures tuners that train trials part of the way, side by side, on a simulated clock."""
