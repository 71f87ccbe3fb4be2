"""ChatBelle: a private chat app. Entries: `chatbelle.app.main` (the app), `chatbelle.cli.main` (the command line)."""

__version__ = "0.1.0"
