"""Units over time: the register, its tables, names as reports write them."""
