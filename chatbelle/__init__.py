"""ChatBelle: a private chat app. Entry points: `chatbelle.app.main` (the app) and `chatbelle.cli.main` (the command line)."""

__version__ = "0.1.0"
