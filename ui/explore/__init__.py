"""Looking further: clicking a chart, comparing terms, notes on dates, kept views, and taking a figure away."""
