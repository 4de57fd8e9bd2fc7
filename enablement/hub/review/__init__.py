"""What the logs say of the messages: counted honestly, for marketing's pages and programs."""
