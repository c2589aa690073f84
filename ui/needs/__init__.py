"""Needs analysis on the screen: the five whys, the audit and the matrix, each from its reading to its forms."""
