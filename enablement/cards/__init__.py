"""What a card is: its model, its file, its checks and how it is shown."""
