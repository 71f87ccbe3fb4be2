"""Keeps chats in one SQLite file. Entry: `open_store`, in chatbelle.store.chats."""
