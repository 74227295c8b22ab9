// The inner loops of BayesOpt/Surrogates/Covariance.swift, in its words, for several processors.
#ifndef CCOVARIANCE_H
#define CCOVARIANCE_H
#include <stddef.h>

// How coordinates enter the kernel: `axes` numbers each.
typedef struct {
  ptrdiff_t axes;
  double variance;
  const double *radial;   // 1 / l^2, 0 for choices
  const double *hamming;  // 1 / l of the choices, 0 for others
} covariance_kernel;

// Matern's covariances of a point with `count` others, whose coordinates are given axis by axis, `stride` apart.
// `slopes` may be NULL.
void covariance_row(const covariance_kernel *kernel, const double *point, const double *columns, ptrdiff_t stride,
                    ptrdiff_t count, double *values, double *slopes);

// Adds the trend's covariances: those of weight trend[axis] along each of `axes` axes, times `variance`.
void covariance_add_trend(ptrdiff_t axes, double variance, const double *trend, double slope, double flank,
                          const double *point, const double *columns, ptrdiff_t stride, ptrdiff_t count, double *values);

// Adds to sums[axis] what a row of the weights M contributes to sum_j M_j dk_j / d ln l, without the factor radial (the
// choices': hamming) of the axis, and to sums[axes] sum_j M_j k_j.
void covariance_gradient(const covariance_kernel *kernel, const double *point, const double *columns, ptrdiff_t stride,
                         ptrdiff_t count, const double *values, const double *slopes, const double *weights,
                         double *sums);

// What the gradient of a posterior sums along an axis, with d = u - x_i and o = 2 x_i - 1 for the others' coordinates x.
typedef struct {
  double a, b;            // sum_i a_i d, sum_i b_i d
  double w, w4, q, q4;    // sum_i w_i o, sum_i w_i o^4, sum_i q_i o, sum_i q_i o^4
} covariance_moments;

covariance_moments covariance_moments_along(double u, const double *column, ptrdiff_t count, const double *a,
                                            const double *b, const double *w, const double *q);

// sum_m a_m cos(2 pi t_m), t_m = phases_m + sum_axis frequencies[axis count + m] point[axis], and where it is not NULL its
// gradient, which is added to `gradient`.
double covariance_waves(ptrdiff_t count, const double *amplitudes, const double *phases, ptrdiff_t axes,
                        const double *frequencies, const double *point, double *gradient);

// The inner product of two vectors.
double covariance_dot(const double *x, const double *y, ptrdiff_t count);

#endif
