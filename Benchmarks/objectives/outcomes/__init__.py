"""Measures optimisers of several objectives, and under constraints on what comes of a trial, side by side."""
