"""What the Barriers page is put together from: how sides differ, what is being done, what comments name."""
