"""The data a new portal begins with. Every loader may run again: it adds what is missing."""
