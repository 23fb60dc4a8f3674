"""What people mark on a walk: where it feels safe and where not, about what, and why. From the phone or by hand."""
