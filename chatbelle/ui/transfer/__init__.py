"""Chats out to files and in from elsewhere, in the app."""
