"""What is on the screen: views lay out and emit, and decide nothing."""
