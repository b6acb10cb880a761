"""Space-time interaction of one set of dated places: Knox, Mantel, Jacquez, local Knox and the space-time K function.

Null of all tests here: the dates are exchangeable among the places. p-values come from permuting dates, never pairs.
"""
