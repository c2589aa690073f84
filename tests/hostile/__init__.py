"""Files made to hurt, and the fences they meet."""
