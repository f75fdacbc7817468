"""The project database: what Aura can recommend, and how it is found."""
