"""The app: guard, first start, upload and history, by Streamlit's own test client and in a real browser."""
