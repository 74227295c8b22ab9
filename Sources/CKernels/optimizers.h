// The rules that change weights by their gradients; included once per level.
//
// Every rule is one pass over the weights: x is the gradient after clipping and penalties, and the plain form of the loop
// is for steps that have neither clipping nor L1.
#define FOR_EACH_GRADIENT(...)                                                  \
  do {                                                                          \
    const nn_gradient a = *c;                                                   \
    if (a.scale == 1 && a.bound == INFINITY && a.l1 == 0)                       \
      for (long i = 0; i < count; i++) {                                        \
        const float x = g[i] + a.decay * w[i];                                  \
        __VA_ARGS__                                                             \
      }                                                                         \
    else                                                                        \
      for (long i = 0; i < count; i++) {                                        \
        const float x = LEVEL(corrected)(&a, g[i], w[i]);                       \
        __VA_ARGS__                                                             \
      }                                                                         \
  } while (0)

static inline __attribute__((always_inline)) float LEVEL(corrected)(const nn_gradient *c, float g, float w) {
  float x = c->scale * g;
  x = x < -c->bound ? -c->bound : x;  // keeps NaN
  x = x > c->bound ? c->bound : x;
  return x + c->decay * w + c->l1 * ((float)(w > 0) - (float)(w < 0));
}

static void LEVEL(sgd)(long count, float rate, const nn_gradient *c, const float *g, float *w) {
  FOR_EACH_GRADIENT(w[i] -= rate * x;);
}

static void LEVEL(momentum)(long count, float rate, float momentum, int nesterov, const nn_gradient *c, const float *g,
                            float *v, float *w) {
  if (nesterov)
    FOR_EACH_GRADIENT(v[i] = momentum * v[i] + x; w[i] -= rate * (x + momentum * v[i]););
  else
    FOR_EACH_GRADIENT(v[i] = momentum * v[i] + x; w[i] -= rate * v[i];);
}

static void LEVEL(adam)(long count, const nn_adam *constants, const nn_gradient *c, const float *g, float *m, float *v,
                        float *w) {
  const nn_adam k = *constants;
  FOR_EACH_GRADIENT(m[i] += k.new1 * (x - m[i]); v[i] = k.beta2 * v[i] + k.new2 * x * x;
                    w[i] = k.keep * w[i] - k.rate * m[i] / (sqrtf(v[i]) * k.root + k.epsilon););
}

static void LEVEL(rmsprop)(long count, const nn_rmsprop *constants, const nn_gradient *c, const float *g, float *s,
                           float *v, float *w) {
  const nn_rmsprop k = *constants;
  if (v)
    FOR_EACH_GRADIENT(s[i] = k.rho * s[i] + k.newness * x * x;
                      v[i] = k.momentum * v[i] + x / (sqrtf(s[i]) + k.epsilon); w[i] -= k.rate * v[i];);
  else
    FOR_EACH_GRADIENT(s[i] = k.rho * s[i] + k.newness * x * x; w[i] -= k.rate * x / (sqrtf(s[i]) + k.epsilon););
}

static void LEVEL(adagrad)(long count, float rate, float epsilon, const nn_gradient *c, const float *g, float *s,
                           float *w) {
  FOR_EACH_GRADIENT(s[i] += x * x; w[i] -= rate * x / (sqrtf(s[i]) + epsilon););
}

// Sixteen sums, so that the loop is vector code; in double precision, where squares of floats neither overflow nor vanish.
static double LEVEL(sum_of_squares)(long count, const float *x) {
  double sums[16] = {0}, total = 0;
  long i = 0;
  for (; i + 16 <= count; i += 16)
    for (int k = 0; k < 16; k++) sums[k] += (double)x[i + k] * (double)x[i + k];
  for (; i < count; i++) sums[0] += (double)x[i] * (double)x[i];
  for (int k = 0; k < 16; k++) total += sums[k];
  return total;
}
#undef FOR_EACH_GRADIENT
