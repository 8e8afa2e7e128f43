"""What an office asks of software beside the pages: licences of libraries, versions, proof that nothing private is in the files."""
