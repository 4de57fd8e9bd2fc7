"""Measurements and pictures that anyone can make again."""
