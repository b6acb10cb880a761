# Every model with pairwise interactions of a table of lists by R's own glm: seconds, and estimates for comparison.
args <- commandArgs(trailingOnly = TRUE)
data <- read.csv(args[1])
lists <- ncol(data) - 1
names(data) <- c(paste0("l", 1:lists), "count")
cells <- expand.grid(rep(list(0:1), lists))[-1, ]
names(cells) <- paste0("l", 1:lists)
both <- merge(cells, data, all.x = TRUE)
both$count[is.na(both$count)] <- 0
pairs <- combn(lists, 2)
mains <- as.matrix(cbind(1, both[, 1:lists]))
extra <- apply(pairs, 2, function(p) both[, p[1]] * both[, p[2]])
models <- 2^ncol(pairs)
estimates <- numeric(models)
begin <- proc.time()[["elapsed"]]
for (model in 0:(models - 1)) {
  chosen <- which(bitwAnd(model, 2^(0:(ncol(pairs) - 1))) > 0)
  fit <- suppressWarnings(glm.fit(cbind(mains, extra[, chosen]), both$count, family = poisson()))
  estimates[model + 1] <- sum(both$count) + exp(fit$coefficients[[1]])
}
cat(proc.time()[["elapsed"]] - begin, "\n")
cat(sprintf("%.6f", estimates), sep = "\n")
