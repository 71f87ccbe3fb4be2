"""The passphrase in the app: the door that it opens, and the settings' section that sets it."""
