"""The kinds of record that an office keeps: one file or one small package each."""
