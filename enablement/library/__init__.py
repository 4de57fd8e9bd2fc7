"""The laptop's encrypted store: cards, the search index's files, the outbox and the enrolment."""
