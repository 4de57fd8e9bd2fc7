"""The scenes of the pictures, one file a part of the desk; each file lists its own as `SCENES`."""
