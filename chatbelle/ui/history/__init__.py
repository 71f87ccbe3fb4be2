"""The list of chats as a person uses it: searching, sorting, naming, putting away, and chats that leave no trace."""
