"""Whether the refusals of the two sides come nearer to each other than chance, in kilometres along the front and days.

Nothing of it may leave the case: it names sectors, and who commands there hunts such places.
"""
