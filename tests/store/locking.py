"""A process to be killed while it gives chats another passphrase."""

import sys
from pathlib import Path

from chatbelle.store.passphrase import copy_and_replace

if __name__ == "__main__":
    print("begun", flush=True)
    copy_and_replace(Path(sys.argv[1]), sys.argv[2] or None, sys.argv[3] or None)
