"""What whoever runs a hub needs: backups, figures, health."""
