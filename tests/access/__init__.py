"""Every page of citizens, in every state, for people who see, hear, touch or type otherwise."""
