"""The pages that both systems ask alike: kind and topic, place, sender, sending."""
