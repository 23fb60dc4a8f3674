"""Photographs of an event, in its report and on its poster; seen by who leads it, and never published here."""
