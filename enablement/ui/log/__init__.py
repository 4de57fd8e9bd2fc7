"""What a rep records, in one key and then in more words, and all that was recorded about them."""
