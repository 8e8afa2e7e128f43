"""`make serve`: the editors' live preview. One process serves and watches, a warm one beside it builds."""
