"""Answers to the key questions as a page shows them: evidence then and now, the form, its history."""
