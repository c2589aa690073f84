"""The wizard of the Upload page, and what the Uploads page shares with it: drop, look, put right, load, take back."""
