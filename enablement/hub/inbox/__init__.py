"""Marketing's side of the conversation: the queue of threads, answers, merging, and content gaps."""
