"""Chats out of ChatBelle and in from elsewhere. Entries: `export_chats` in .export, `chats_in` in .histories."""
