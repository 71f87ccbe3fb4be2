"""The entry that `flet build` asks for."""

from chatbelle.app import main

if __name__ == "__main__":
    main()
