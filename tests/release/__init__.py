"""The governors' release file: what is in it, what is not, and who may make it."""
