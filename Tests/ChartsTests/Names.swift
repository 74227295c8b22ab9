import Studies

// `BayesOpt` has an outcome and a direction of its own, as a strategy sees them.
typealias Outcome = Studies.Outcome
