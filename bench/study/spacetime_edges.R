# Ripley's isotropic weights of all pairs by spatstat: the table of points, the border, the file to write.
suppressMessages(library(spatstat))
given <- commandArgs(trailingOnly = TRUE)
points <- read.csv(given[1])
border <- read.csv(given[2])
pattern <- suppressWarnings(ppp(points$x, points$y, window = owin(poly = list(x = border$x, y = border$y))))
write.table(edge.Ripley(pattern, pairdist(pattern)), given[3], row.names = FALSE, col.names = FALSE)
