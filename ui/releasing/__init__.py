"""The governors' release for those who sign it off: worked out, looked at, signed, listed, taken back."""
