// Included once for every level, with LEVEL(name) a name of its own.

// e^-x for x >= 0; e^-708 beyond 708. e^-x = 2^n e^r with n = round(-x / ln 2), |r| <= ln 2 / 2, where the remainder
// of Taylor's polynomial of degree 12, 0.35^13 / 13!, is below 2e-16. Without a branch, a call or a table, so that a
// loop over it becomes a loop over vectors.
static inline double LEVEL(decay)(double x) {
  const double y = -(x > 708 ? 708 : x);
  const double rounder = 0x1.8p52;  // leaves a whole number in the last bits
  const double shifted = y * 1.44269504088896341 + rounder;
  const double n = shifted - rounder;
  // ln 2 in two parts, the first with so few bits that its products with n are exact.
  const double r = (y - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
  double p = 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  uint64_t scale, bits;
  memcpy(&scale, &shifted, 8);
  memcpy(&bits, &p, 8);
  bits += scale << 52;
  memcpy(&p, &bits, 8);
  return p;
}

static void LEVEL(row)(const covariance_kernel *kernel, const double *point, const double *columns, ptrdiff_t stride,
                       ptrdiff_t count, double *restrict values, double *restrict slopes) {
  const double variance = kernel->variance;
  for (ptrdiff_t start = 0; start < count; start += TILE) {
    const ptrdiff_t size = count - start < TILE ? count - start : TILE;
    const ptrdiff_t padded = (size + LANES - 1) / LANES * LANES;
    double square[TILE], mismatch[TILE], value[TILE], slope[TILE];
    for (ptrdiff_t j = 0; j < padded; j++) square[j] = mismatch[j] = 0;
    for (ptrdiff_t axis = 0; axis < kernel->axes; axis++) {
      const double u = point[axis], radial = kernel->radial[axis], hamming = kernel->hamming[axis];
      const double *column = columns + axis * stride + start;
      if (hamming == 0) {
        SHORT_LOOP for (ptrdiff_t j = 0; j < size; j++) {
          const double difference = u - column[j];
          square[j] += radial * difference * difference;
        }
      } else {
        SHORT_LOOP for (ptrdiff_t j = 0; j < size; j++) mismatch[j] += u == column[j] ? 0 : hamming;
      }
    }
    SHORT_LOOP for (ptrdiff_t j = 0; j < padded; j++) {
      const double root = __builtin_elementwise_sqrt(5 * square[j]), q = root > 708 ? 708 : root;
      const double decay = variance * LEVEL(decay)(q + mismatch[j]);
      value[j] = (1 + q + q * q * (1.0 / 3)) * decay;
      slope[j] = (5.0 / 3) * (1 + q) * decay;
    }
    memcpy(values + start, value, (size_t)size * sizeof(double));
    if (slopes) memcpy(slopes + start, slope, (size_t)size * sizeof(double));
  }
}

static void LEVEL(add_trend)(ptrdiff_t axes, double variance, const double *trend, double slope, double flank,
                             const double *point, const double *columns, ptrdiff_t stride, ptrdiff_t count,
                             double *restrict values) {
  for (ptrdiff_t axis = 0; axis < axes; axis++) {
    if (trend[axis] <= 0) continue;
    const double x = 2 * point[axis] - 1, a = variance * trend[axis] * slope * x;
    const double b = variance * trend[axis] * flank * x * x * x * x;
    const double *column = columns + axis * stride;
    SHORT_LOOP for (ptrdiff_t j = 0; j < count; j++) {
      const double other = 2 * column[j] - 1, square = other * other;
      values[j] += a * other + b * square * square;
    }
  }
}

static void LEVEL(gradient)(const covariance_kernel *kernel, const double *point, const double *columns,
                            ptrdiff_t stride, ptrdiff_t count, const double *values, const double *slopes,
                            const double *weights, double *sums) {
#pragma clang fp reassociate(on)
  for (ptrdiff_t start = 0; start < count; start += TILE) {
    const ptrdiff_t size = count - start < TILE ? count - start : TILE;
    double value[TILE], slope[TILE], total = 0;
    SHORT_LOOP for (ptrdiff_t j = 0; j < size; j++) {
      value[j] = weights[start + j] * values[start + j];
      slope[j] = weights[start + j] * slopes[start + j];
      total += value[j];
    }
    for (ptrdiff_t axis = 0; axis < kernel->axes; axis++) {
      const double u = point[axis];
      const double *column = columns + axis * stride + start;
      double sum = 0;
      if (kernel->hamming[axis] == 0) {
        SHORT_LOOP for (ptrdiff_t j = 0; j < size; j++) sum += slope[j] * (u - column[j]) * (u - column[j]);
      } else {
        SHORT_LOOP for (ptrdiff_t j = 0; j < size; j++) sum += u == column[j] ? 0 : value[j];
      }
      sums[axis] += sum;
    }
    sums[kernel->axes] += total;
  }
}

static covariance_moments LEVEL(moments_along)(double u, const double *column, ptrdiff_t count, const double *a,
                                               const double *b, const double *w, const double *q) {
#pragma clang fp reassociate(on)
  covariance_moments sum = {0};
  SHORT_LOOP for (ptrdiff_t i = 0; i < count; i++) {
    const double difference = u - column[i], o = 2 * column[i] - 1, o4 = o * o * o * o;
    sum.a += a[i] * difference;
    sum.b += b[i] * difference;
    sum.w += w[i] * o;
    sum.w4 += w[i] * o4;
    sum.q += q[i] * o;
    sum.q4 += q[i] * o4;
  }
  return sum;
}

// cos(2 pi t): Taylor's polynomial of degree 28 within half a turn, where its remainder is below 1e-17.
static inline double LEVEL(cosine)(double t) {
  const double rounder = 0x1.8p52;
  const double r = 2 * 3.14159265358979323846 * (t - ((t + rounder) - rounder)), s = r * r;
  double p = 1.0 / 304888344611713860501504000000.0;
  p = p * s - 1.0 / 403291461126605635584000000.0;
  p = p * s + 1.0 / 620448401733239439360000.0;
  p = p * s - 1.0 / 1124000727777607680000.0;
  p = p * s + 1.0 / 2432902008176640000.0;
  p = p * s - 1.0 / 6402373705728000.0;
  p = p * s + 1.0 / 20922789888000.0;
  p = p * s - 1.0 / 87178291200.0;
  p = p * s + 1.0 / 479001600;
  p = p * s - 1.0 / 3628800;
  p = p * s + 1.0 / 40320;
  p = p * s - 1.0 / 720;
  p = p * s + 1.0 / 24;
  p = p * s - 0.5;
  return p * s + 1;
}

static double LEVEL(waves)(ptrdiff_t count, const double *amplitudes, const double *phases, ptrdiff_t axes,
                           const double *frequencies, const double *point, double *gradient) {
#pragma clang fp reassociate(on)
  double height = 0;
  for (ptrdiff_t start = 0; start < count; start += TILE) {
    const ptrdiff_t size = count - start < TILE ? count - start : TILE;
    double turns[TILE], slope[TILE];
    for (ptrdiff_t m = 0; m < size; m++) turns[m] = phases[start + m];
    for (ptrdiff_t axis = 0; axis < axes; axis++) {
      const double *frequency = frequencies + axis * count + start;
      SHORT_LOOP for (ptrdiff_t m = 0; m < size; m++) turns[m] += frequency[m] * point[axis];
    }
    SHORT_LOOP for (ptrdiff_t m = 0; m < size; m++) height += amplitudes[start + m] * LEVEL(cosine)(turns[m]);
    if (!gradient) continue;
    // The derivative of the cosine is the cosine a quarter of a turn ahead.
    SHORT_LOOP for (ptrdiff_t m = 0; m < size; m++) {
      slope[m] = 2 * 3.14159265358979323846 * amplitudes[start + m] * LEVEL(cosine)(turns[m] + 0.25);
    }
    for (ptrdiff_t axis = 0; axis < axes; axis++) {
      const double *frequency = frequencies + axis * count + start;
      double sum = 0;
      SHORT_LOOP for (ptrdiff_t m = 0; m < size; m++) sum += slope[m] * frequency[m];
      gradient[axis] += sum;
    }
  }
  return height;
}

static double LEVEL(dot)(const double *x, const double *y, ptrdiff_t count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (ptrdiff_t i = 0; i < count; i++) sum += x[i] * y[i];
  return sum;
}

#undef LEVEL
