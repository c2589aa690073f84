"""The data side of Village: intake, landing zone, build, publishing, reading and the register. No streamlit in here."""
