// Losses with their gradients; included once per level.

static double LEVEL(total_weight)(const nn_cross_entropy *e) {
  if (!e->weights) return (double)e->rows;
  double total = 0;
  for (long r = 0; r < e->rows; r++) total += (double)e->weights[e->labels[r]];
  return total;
}

// With q_c the masses of the targets and q their sum, the loss is -sum q_c ln p_c and its gradient by the logits q p - q_c.
// The exponentials are of z - max z, so none overflows, and -ln p_c = ln(sum of them) - (z_c - max z).
static nn_loss LEVEL(softmax)(const nn_cross_entropy *e) {
  const long classes = e->classes;
  const double weight = LEVEL(total_weight)(e);
  const float spread = e->smoothing / (float)classes;
  nn_loss loss = {0, weight, 0};
  for (long r = 0; r < e->rows; r++) {
    const float *z = e->logits + r * e->stride;
    const int32_t label = e->labels[r];
    float *p = e->out + r * e->stride, largest = z[0], sum = 0;
    long best = 0;
    for (long c = 1; c < classes; c++)
      if (z[c] > largest) largest = z[c], best = c;
    const float at_label = z[label];
    double mass = (1 - (double)e->smoothing) * (e->weights ? (double)e->weights[label] : 1), smoothed = 0;
    const float own = (float)mass;
    loss.sum -= mass * ((double)at_label - (double)largest);
    if (spread > 0)
      for (long c = 0; c < classes; c++) {
        const double q = (double)(e->weights ? spread * e->weights[c] : spread);
        smoothed -= q * ((double)z[c] - (double)largest);
        mass += q;
      }
    for (long c = 0; c < classes; c += VECTOR) *(vec *)(p + c) = LEVEL(exponential)(*(const vec *)(z + c) - largest);
    for (long c = 0; c < classes; c++) sum += p[c];
    loss.sum += mass * log((double)sum) + smoothed;
    loss.correct += best == label;
    const float scale = e->gradient ? (float)(mass / weight) / sum : 1 / sum;
    for (long c = 0; c < classes; c++) p[c] *= scale;
    if (!e->gradient) continue;
    const float share = (float)(1 / weight);
    if (spread > 0)
      for (long c = 0; c < classes; c++) p[c] -= share * spread * (e->weights ? e->weights[c] : 1);
    p[label] -= share * own;
  }
  return loss;
}

// Two classes whose logits are 0 and z: the loss is q1 softplus(-z) + q0 softplus(z), its gradient (q0 + q1) p - q1 with
// p = sigmoid(z), and softplus(z) = max(z, 0) + ln(1 + e^-|z|).
static nn_loss LEVEL(logistic_loss)(const nn_cross_entropy *e) {
  nn_loss loss = {0, LEVEL(total_weight)(e), 0};
  const float share = (float)(1 / loss.weight);
  for (long r = 0; r < e->rows; r++) {
    const float z = e->logits[r * e->stride], t = LEVEL(exponential)((vec){z < 0 ? z : -z})[0], p = (z < 0 ? t : 1) / (1 + t);
    const int32_t label = e->labels[r];
    float q[2] = {e->smoothing / 2, e->smoothing / 2};
    q[label] = 1 - e->smoothing / 2;
    if (e->weights) q[0] *= e->weights[0], q[1] *= e->weights[1];
    const double rest = log1p((double)t);
    loss.sum += (double)q[1] * (rest + (z < 0 ? -(double)z : 0)) + (double)q[0] * (rest + (z > 0 ? (double)z : 0));
    loss.correct += (p > 0.5f) == label;
    e->out[r * e->stride] = e->gradient ? share * ((q[0] + q[1]) * p - q[1]) : p;
  }
  return loss;
}

static double LEVEL(errors)(int kind, float delta, long rows, long columns, long stride, const float *y,
                            const float *targets, float scale, float *out) {
  double loss = 0;
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) {
      const float e = y[r * stride + c] - targets[r * columns + c], size = e < 0 ? -e : e;
      const float sign = (float)(e > 0) - (float)(e < 0);
      float slope = 2 * e;
      switch (kind) {
        case NN_SQUARED: loss += (double)e * e; break;
        case NN_ABSOLUTE: loss += (double)size, slope = sign; break;
        case NN_HUBER:
          loss += size <= delta ? 0.5 * (double)e * e : (double)delta * ((double)size - 0.5 * (double)delta);
          slope = size <= delta ? e : delta * sign;
          break;
      }
      out[r * stride + c] = scale * slope;
    }
  return loss;
}
