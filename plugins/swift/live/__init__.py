"""`make serve`: the editors' live preview. A process that serves and watches, and a warm one beside it that builds."""
