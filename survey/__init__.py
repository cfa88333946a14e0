"""Who is at the door: the web application that collects answers."""
