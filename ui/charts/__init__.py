"""Chart functions: a polars frame in, an Altair chart out. Streamlit is never imported here."""
