"""The gate: what every request passes before the app sees it. docs/sign_in.md tells the whole."""

from ui.gate.gate import Gate

__all__ = ["Gate"]
