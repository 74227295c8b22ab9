import ArgumentParser
import Interp

Signals.listen()
// Evaluation recurses as deeply as programs do: everything happens on a thread with a deep stack, and this one waits.
onDeepStack { HPO.start(Array(Swift.CommandLine.arguments.dropFirst())) }
