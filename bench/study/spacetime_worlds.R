# Reads worlds (columns world, x, y, t); prints of surveillance::knox observed, expected, p by permuted pairs, p by Poisson.
suppressMessages(library(surveillance))
given <- commandArgs(trailingOnly = TRUE)
worlds <- read.csv(given[1])
space <- as.numeric(given[2])
time <- as.numeric(given[3])
many <- as.integer(given[4])
set.seed(1)
for (one in split(worlds, worlds$world)) {
  found <- knox(as.vector(dist(one$t)), as.vector(dist(one[c("x", "y")])), time, space, B = many)
  cat("\n=", found$statistic, found$null.value, found$p.value, attr(found$p.value, "Poisson"), "\n")
}
