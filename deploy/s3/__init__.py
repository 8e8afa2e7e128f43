"""`make deploy TO=s3://…` and its rollback: releases in an object store, where no code of ours can run."""
