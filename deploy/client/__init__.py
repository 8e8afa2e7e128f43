"""The publisher's side: show what will change, send what the server lacks, roll back."""
