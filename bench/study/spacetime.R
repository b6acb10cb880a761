# Times surveillance::knox on a table x, y, t; prints seconds, observed, expected, p and the peak of R's memory in MB.
suppressMessages(library(surveillance))
given <- commandArgs(trailingOnly = TRUE)
points <- read.csv(given[1])
took <- system.time(
  found <- knox(
    as.vector(dist(points$t)), as.vector(dist(points[c("x", "y")])),
    as.numeric(given[3]), as.numeric(given[2]), B = as.integer(given[4])
  )
)["elapsed"]
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat("\n=", took, found$statistic, found$null.value, found$p.value, peak, "\n")
