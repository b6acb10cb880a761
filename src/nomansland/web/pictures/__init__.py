"""Pictures drawn on the server as SVG: what a template needs to write them, in the coordinates of the drawing."""
