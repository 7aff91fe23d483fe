"""What was read, what we made of it, what people decided: never lost, always traceable."""
