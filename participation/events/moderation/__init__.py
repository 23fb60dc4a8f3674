"""What is seen first by an adult: approval, texts held back, reports, and the alert to the adult on duty."""
