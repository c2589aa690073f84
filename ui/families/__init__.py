"""Parts of the page Reach: how far families are reached, and which of them are missed."""
