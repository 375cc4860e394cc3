"""Files to try the upload with, built when asked for: what people send (GENUINE), what attackers send (HOSTILE)."""
