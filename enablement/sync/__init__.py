"""Between laptop and hub: the protocol both speak, the client, and the engine that decides."""
