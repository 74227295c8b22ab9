// Batch and layer normalisation (Ioffe & Szegedy 2015; Ba, Kiros & Hinton 2016); included once per level.
//
//   x, g      the layer's input, and the gradient of the loss by its output
//   mu, s     mean of what is normalised together, and 1 / sqrt(its biased variance + epsilon)
//   h         (x - mu) s
//   y         w h + b, with a weight w and a bias b for each channel
//   db, dw    sum of g, sum of g h over everything in the channel
//   dx        w s (g - mean(g) - h mean(g h)) where a channel's values in the batch are normalised together,
//             s (w g - mean(w g) - h mean(w g h)) where the channels of a group are
//
// Variances are sums of squared differences from the mean that was found first, so nothing cancels; sums over a batch are
// kept in double precision.

static inline long LEVEL(least)(long a, long b) { return a < b ? a : b; }

// A channel's numbers come back along an item after `channels` floats, which may be too few or too odd for vectors, so the
// loops over channels walk `period` floats at a time: the least common multiple of the channels and 16, or a whole item.
// The scratch is two times `period` doubles and then four times `period` floats: what has been a double is never a float.
static inline long LEVEL(period)(const nn_groups *t) {
  const long power = t->channels & -t->channels, period = t->channels * (power < 16 ? 16 / power : 1);
  return LEVEL(least)(period, t->positions * t->channels);
}

// Repeats a value for each channel along a period.
static inline void LEVEL(repeat)(long channels, long period, const float *v, float *tiled) {
  for (long j = 0; j < period; j += channels) memcpy(tiled + j, v, (size_t)channels * sizeof(float));
}

// Adds up what belongs to one channel.
static inline double LEVEL(folded)(long channels, long period, long channel, const double *sums) {
  double total = 0;
  for (long j = channel; j < period; j += channels) total += sums[j];
  return total;
}

static void LEVEL(channel_moments)(const nn_groups *t, const float *x, float *scratch, float *mean, float *variance) {
  const long period = LEVEL(period)(t), length = t->positions * t->channels;
  const double count = (double)(t->rows * t->positions);
  double *sums = (double *)scratch;
  float *centre = scratch + 4 * period;
  for (long j = 0; j < period; j++) sums[j] = 0;
  for (long r = 0; r < t->rows; r++)
    for (long i = 0; i < length; i += period) {
      const long at = r * t->stride + i, n = LEVEL(least)(period, length - i);
      for (long j = 0; j < n; j++) sums[j] += x[at + j];
    }
  for (long c = 0; c < t->channels; c++) mean[c] = (float)(LEVEL(folded)(t->channels, period, c, sums) / count);
  LEVEL(repeat)(t->channels, period, mean, centre);
  for (long j = 0; j < period; j++) sums[j] = 0;
  for (long r = 0; r < t->rows; r++)
    for (long i = 0; i < length; i += period) {
      const long at = r * t->stride + i, n = LEVEL(least)(period, length - i);
      for (long j = 0; j < n; j++) {
        const float d = x[at + j] - centre[j];
        sums[j] += d * d;
      }
    }
  for (long c = 0; c < t->channels; c++) variance[c] = (float)(LEVEL(folded)(t->channels, period, c, sums) / count);
}

static void LEVEL(batch_norm)(const nn_groups *t, const float *x, const float *mean, const float *variance, float epsilon,
                              const float *weight, const float *bias, float *scratch, float *y) {
  const long period = LEVEL(period)(t), length = t->positions * t->channels;
  float *centre = scratch + 4 * period, *scale = centre + period, *shift = scale + period;
  for (long c = 0; c < t->channels; c++) scale[c] = weight[c] / sqrtf(variance[c] + epsilon);
  for (long j = t->channels; j < period; j++) scale[j] = scale[j - t->channels];
  LEVEL(repeat)(t->channels, period, mean, centre);
  LEVEL(repeat)(t->channels, period, bias, shift);
  for (long r = 0; r < t->rows; r++)
    for (long i = 0; i < length; i += period) {
      const long at = r * t->stride + i, n = LEVEL(least)(period, length - i);
      for (long j = 0; j < n; j++) y[at + j] = (x[at + j] - centre[j]) * scale[j] + shift[j];
    }
}

static void LEVEL(batch_norm_backward)(const nn_groups *t, const float *x, const float *mean, const float *variance,
                                       float epsilon, int is_measured, const float *weight, const float *g, float *scratch,
                                       float *dx, float *dweight, float *dbias) {
  const long period = LEVEL(period)(t), channels = t->channels, length = t->positions * channels;
  const double count = (double)(t->rows * t->positions);
  double *sums = (double *)scratch, *products = sums + period;
  float *centre = scratch + 4 * period;
  for (long j = 0; j < period; j++) sums[j] = products[j] = 0;
  LEVEL(repeat)(channels, period, mean, centre);
  for (long r = 0; r < t->rows; r++)
    for (long i = 0; i < length; i += period) {
      const long at = r * t->stride + i, n = LEVEL(least)(period, length - i);
      for (long j = 0; j < n; j++) {
        sums[j] += g[at + j];
        products[j] += g[at + j] * (x[at + j] - centre[j]);
      }
    }
  for (long c = 0; c < channels; c++) {
    dbias[c] = (float)LEVEL(folded)(channels, period, c, sums);
    dweight[c] = (float)LEVEL(folded)(channels, period, c, products) / sqrtf(variance[c] + epsilon);
  }
  if (!dx) return;
  // dx = scale (g - level - (x - mu) slope); where mu and s were not measured on this batch, they do not depend on it.
  float *scale = centre + period, *level = scale + period, *slope = level + period;
  for (long c = 0; c < channels; c++) {
    const float s = 1 / sqrtf(variance[c] + epsilon);
    scale[c] = weight[c] * s;
    level[c] = is_measured ? (float)(dbias[c] / count) : 0;
    slope[c] = is_measured ? (float)(dweight[c] / count) * s : 0;
  }
  for (long j = channels; j < period; j++)
    scale[j] = scale[j - channels], level[j] = level[j - channels], slope[j] = slope[j - channels];
  for (long r = 0; r < t->rows; r++)
    for (long i = 0; i < length; i += period) {
      const long at = r * t->stride + i, n = LEVEL(least)(period, length - i);
      for (long j = 0; j < n; j++)
        dx[at + j] = scale[j] * (g[at + j] - level[j] - (x[at + j] - centre[j]) * slope[j]);
    }
}

// Reassociation lets these sums be vectors.
static inline float LEVEL(sum)(long n, const float *x) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (long c = 0; c < n; c++) sum += x[c];
  return sum;
}

static inline float LEVEL(squared_distance)(long n, const float *x, float mean) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (long c = 0; c < n; c++) sum += (x[c] - mean) * (x[c] - mean);
  return sum;
}

static void LEVEL(layer_norm)(const nn_groups *t, const float *x, float epsilon, const float *weight, const float *bias,
                              float *moments, float *y) {
  const float count = (float)t->channels;
  for (long r = 0; r < t->rows; r++)
    for (long p = 0; p < t->positions; p++) {
      const long at = r * t->stride + p * t->channels;
      const float mean = LEVEL(sum)(t->channels, x + at) / count;
      const float s = 1 / sqrtf(LEVEL(squared_distance)(t->channels, x + at, mean) / count + epsilon);
      for (long c = 0; c < t->channels; c++) y[at + c] = (x[at + c] - mean) * s * weight[c] + bias[c];
      *moments++ = mean;
      *moments++ = s;
    }
}

static inline void LEVEL(weighted_sums)(long n, const float *x, float mean, const float *weight, const float *g, float *sum,
                                        float *product) {
#pragma clang fp reassociate(on)
  float a = 0, b = 0;
  for (long c = 0; c < n; c++) {
    a += weight[c] * g[c];
    b += weight[c] * g[c] * (x[c] - mean);
  }
  *sum = a;
  *product = b;
}

static void LEVEL(layer_norm_backward)(const nn_groups *t, const float *x, const float *moments, const float *weight,
                                       const float *g, float *scratch, float *dx, float *dweight, float *dbias) {
  const long channels = t->channels;
  double *sums = (double *)scratch, *products = sums + channels;
  for (long c = 0; c < channels; c++) sums[c] = products[c] = 0;
  for (long r = 0; r < t->rows; r++)
    for (long p = 0; p < t->positions; p++) {
      const long at = r * t->stride + p * channels;
      const float mean = *moments++, s = *moments++;
      for (long c = 0; c < channels; c++) {
        sums[c] += g[at + c];
        products[c] += g[at + c] * ((x[at + c] - mean) * s);
      }
      if (!dx) continue;
      float sum, product;
      LEVEL(weighted_sums)(channels, x + at, mean, weight, g + at, &sum, &product);
      const float level = sum / (float)channels, slope = product * s * s / (float)channels;
      for (long c = 0; c < channels; c++)
        dx[at + c] = s * (weight[c] * g[at + c] - level - (x[at + c] - mean) * slope);
    }
  for (long c = 0; c < channels; c++) {
    dbias[c] = (float)sums[c];
    dweight[c] = (float)products[c];
  }
}
