// Answers each line of standard input with one: "ok", how much was done, CPU seconds, wall seconds; or "no" and why.
//
//   train NETWORK BATCH OPTIMIZER SECONDS              samples
//   first NETWORK BATCH OPTIMIZER                      1 step, from the call of training on
//   gemm M N K SECONDS                                 floating-point operations
//   conv IMAGES SIDE CHANNELS FILTERS KERNEL SECONDS   floating-point operations
//   peak SECONDS                                       floating-point operations

import Glibc

var requests = Requests()
while let line = readLine() {
  do {
    print("ok", try requests.answer(line.split(separator: " ").map(String.init)).line)
  } catch {
    print("no", error)
  }
  fflush(nil)
}
