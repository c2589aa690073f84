"""Charts and the words beside them, without a browser."""
