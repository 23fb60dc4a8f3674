"""Did it help, and did you feel listened to? Asked when a proposal is done, and four weeks later."""
