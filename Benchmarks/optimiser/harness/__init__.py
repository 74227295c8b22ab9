"""Measures black-box optimisers side by side: regret after few trials, and the wait for a suggestion."""
