"""What reports count, and for which days. Pure: rows in, figures out."""
