// Losses, updates of the weights and movements of data; included once per level.

static void LEVEL(column_sums)(long rows, long columns, long stride, const float *g, int accumulate, float *sums) {
  for (long j = 0; j < columns; j += VECTOR) {
    const float *at = g + j;
    vec sum[4] = {{0}};
    long r = 0;
    for (; r + 4 <= rows; r += 4, at += 4 * stride)
      UNROLL for (int i = 0; i < 4; i++) sum[i] += *(const vec *)(at + i * stride);
    for (; r < rows; r++, at += stride) sum[0] += *(const vec *)at;
    vec total = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    if (accumulate) total += *(const vec *)(sums + j);
    LEVEL(store_columns)(sums + j, total, columns - j);
  }
}

static void LEVEL(transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride) {
  for (long i = 0; i < rows; i += 16) {  // sixteen rows: one cache line of each row of `to`
    const long end = i + 16 < rows ? i + 16 : rows;
    for (long j = 0; j < columns; j++)
      for (long r = i; r < end; r++) to[j * to_stride + r] = from[r * from_stride + j];
  }
}

static void LEVEL(dropout)(long count, uint32_t key, uint32_t threshold, float scale, const float *x, float *y) {
  for (long i = 0; i < count; i++) {
    uint32_t h = ((uint32_t)i ^ key) * 0x9E3779B1u;  // multiply and fold twice, as the end of MurmurHash3
    h = (h ^ h >> 16) * 0x85EBCA6Bu;
    h = (h ^ h >> 13) * 0xC2B2AE35u;
    h ^= h >> 16;
    y[i] = h < threshold ? 0 : x[i] * scale;
  }
}

static double LEVEL(softmax)(long rows, long classes, long stride, const float *logits, const int32_t *labels, int subtract,
                             float scale, float *out, long *correct) {
  double loss = 0;
  long hits = 0;
  for (long r = 0; r < rows; r++) {
    const float *z = logits + r * stride;
    float *p = out + r * stride, largest = z[0], sum = 0;
    long best = 0;
    for (long c = 1; c < classes; c++)
      if (z[c] > largest) largest = z[c], best = c;
    const float at_label = z[labels[r]];
    for (long c = 0; c < classes; c++) p[c] = LEVEL(exponential)(z[c] - largest);
    for (long c = 0; c < classes; c++) sum += p[c];
    for (long c = 0; c < classes; c++) p[c] *= scale / sum;
    if (subtract) p[labels[r]] -= scale;
    loss += log((double)sum) - ((double)at_label - (double)largest);
    hits += best == labels[r];
  }
  *correct = hits;
  return loss;
}

static double LEVEL(squares)(long rows, long columns, long stride, const float *y, const float *targets, float scale,
                             float *out) {
  double loss = 0;
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) {
      const float difference = y[r * stride + c] - targets[r * columns + c];
      loss += (double)difference * difference;
      out[r * stride + c] = scale * 2 * difference;
    }
  return loss;
}

static void LEVEL(sgd)(long count, float rate, float decay, const float *g, float *w) {
  for (long i = 0; i < count; i++) w[i] -= rate * (g[i] + decay * w[i]);
}

static void LEVEL(momentum)(long count, float rate, float momentum, float decay, const float *g, float *v, float *w) {
  for (long i = 0; i < count; i++) {
    v[i] = momentum * v[i] + (g[i] + decay * w[i]);
    w[i] -= rate * v[i];
  }
}

static void LEVEL(adam)(long count, const nn_adam *c, const float *g, float *m, float *v, float *w) {
  const nn_adam a = *c;
  for (long i = 0; i < count; i++) {
    const float x = g[i] + a.decay * w[i];
    m[i] += (1 - a.beta1) * (x - m[i]);
    v[i] = a.beta2 * v[i] + (1 - a.beta2) * x * x;
    w[i] -= a.rate * m[i] / (sqrtf(v[i]) * a.root + a.epsilon);
  }
}

static void LEVEL(gather)(long rows, long width, const float *from, const int32_t *indices, const float *mean,
                          const float *scale, float *to, long stride) {
  for (long r = 0; r < rows; r++) {
    const float *x = from + (long)indices[r] * width;
    float *y = to + r * stride;
    if (!mean || !scale) {
      memcpy(y, x, (size_t)width * sizeof(float));
    } else {
      for (long j = 0; j < width; j++) {
        const float z = (x[j] - mean[j]) * scale[j];
        y[j] = z == z ? z : 0;
      }
    }
  }
}

static void LEVEL(gather_bytes)(long rows, long width, const uint8_t *from, const int32_t *indices, float *to, long stride) {
  for (long r = 0; r < rows; r++) {
    const uint8_t *x = from + (long)indices[r] * width;
    for (long j = 0; j < width; j++) to[r * stride + j] = (float)x[j] / 255.0f;
  }
}

static int LEVEL(all_finite)(long count, const float *x) {
  uint32_t bad = 0;
  for (long i = 0; i < count; i++) {
    union { float f; uint32_t u; } bits = {x[i]};
    bad |= (bits.u & 0x7F800000u) == 0x7F800000u;
  }
  return !bad;
}

static nn_kernels LEVEL(table)(void) {
  return (nn_kernels){LEVEL(gemm), LEVEL(activate), LEVEL(activate_backward), LEVEL(column_sums), LEVEL(transpose),
                      LEVEL(dropout), LEVEL(softmax), LEVEL(squares), LEVEL(sgd), LEVEL(momentum), LEVEL(adam),
                      LEVEL(gather), LEVEL(gather_bytes), LEVEL(all_finite),
                      LEVEL(copy_rows), LEVEL(max_pool), LEVEL(scatter), LEVEL(average_pool), LEVEL(average_pool_backward),
                      LEVEL(channelwise), LEVEL(channelwise_gradient), LEVEL(fold)};
}
