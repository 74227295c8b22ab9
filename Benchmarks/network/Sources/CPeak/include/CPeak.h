// The most floating-point operations that one core can do: fused multiply-adds on registers alone.
#ifndef HPO_CPEAK_H
#define HPO_CPEAK_H

/// Does multiply-adds on the widest vector unit of this machine, `count` times on each of 12 registers; gives the
/// number of operations (a multiply-add is two).
double peak_multiply_adds(long count);

#endif
