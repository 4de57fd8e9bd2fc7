"""A history for the demo, so that its review, inbox and coverage have something to say."""
