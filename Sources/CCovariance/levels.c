// The loops once for any processor of a family and once for those with wider vectors, and the choice between them.
#include "CCovariance.h"

#include <stdint.h>
#include <string.h>

// Points that are treated together, in memory of the stack that stays in the first cache.
#define TILE 128
// Rows are short: what a vector loop leaves to a scalar one counts.
#define LANES 4
#define SHORT_LOOP _Pragma("clang loop vectorize_width(4) interleave_count(1)")

#define LEVEL(name) base_##name
#include "loops.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL(name) wide_##name
#include "loops.h"
#pragma clang attribute pop
#define CHOOSE(name, ...) (__builtin_cpu_supports("x86-64-v3") ? wide_##name(__VA_ARGS__) : base_##name(__VA_ARGS__))
#else
#define CHOOSE(name, ...) base_##name(__VA_ARGS__)
#endif

void covariance_row(const covariance_kernel *kernel, const double *point, const double *columns, ptrdiff_t stride,
                    ptrdiff_t count, double *values, double *slopes) {
  CHOOSE(row, kernel, point, columns, stride, count, values, slopes);
}

void covariance_add_trend(ptrdiff_t axes, double variance, const double *trend, double slope, double flank,
                          const double *point, const double *columns, ptrdiff_t stride, ptrdiff_t count,
                          double *values) {
  CHOOSE(add_trend, axes, variance, trend, slope, flank, point, columns, stride, count, values);
}

void covariance_gradient(const covariance_kernel *kernel, const double *point, const double *columns, ptrdiff_t stride,
                         ptrdiff_t count, const double *values, const double *slopes, const double *weights,
                         double *sums) {
  CHOOSE(gradient, kernel, point, columns, stride, count, values, slopes, weights, sums);
}

covariance_moments covariance_moments_along(double u, const double *column, ptrdiff_t count, const double *a,
                                            const double *b, const double *w, const double *q) {
  return CHOOSE(moments_along, u, column, count, a, b, w, q);
}

double covariance_waves(ptrdiff_t count, const double *amplitudes, const double *phases, ptrdiff_t axes,
                        const double *frequencies, const double *point, double *gradient) {
  return CHOOSE(waves, count, amplitudes, phases, axes, frequencies, point, gradient);
}

double covariance_dot(const double *x, const double *y, ptrdiff_t count) { return CHOOSE(dot, x, y, count); }
