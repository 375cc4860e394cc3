"""What a demonstration shows: invented staff, schools and cases. Never loaded in production."""
