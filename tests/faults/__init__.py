"""The real server under real faults: killed, filled up, locked out, listened to."""
