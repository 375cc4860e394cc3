"""Files with a complaint, a follow-up and an answer: received, examined, served, swept."""
