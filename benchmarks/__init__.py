"""How fast the portal is with a million cases: builds them in a database of their own, and measures (README.md)."""
