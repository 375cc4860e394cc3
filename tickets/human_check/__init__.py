"""Telling people from machines: the browser proves that it did some work, or a person reads digits from a picture."""
