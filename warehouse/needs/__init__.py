"""What follows from needs analysis, worked out over register entries: pure functions, polars in, polars out."""
