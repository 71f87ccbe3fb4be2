"""Chatting without a window. Entries: `talk`, in chatbelle.terminal.talking, and `ask`, in .asking."""
