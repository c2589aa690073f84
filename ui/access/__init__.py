"""What the pages for administrators are put together from."""
