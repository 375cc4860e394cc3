"""Journeys of real people through a real browser, worker and mail server."""
