// The activations and their derivatives, a vector at a time and without branches; included once per level.
//
// The loops are written with vectors rather than left to the compiler, which would compute number by number whatever is
// changed in place. Not a number stays not a number (every comparison is written so that it then takes the side that keeps
// it), and the infinities give the limits: what multiplies z by something that vanishes first bounds z where that has vanished.

// a where the comparison holds, else b.
INLINE vec LEVEL(where)(mask holds, vec a, vec b) { return (vec)((holds & (mask)a) | (~holds & (mask)b)); }

INLINE vec LEVEL(at_least)(vec x, float low) { return LEVEL(where)(x < low, (vec){0} + low, x); }
INLINE vec LEVEL(at_most)(vec x, float high) { return LEVEL(where)(x > high, (vec){0} + high, x); }
INLINE vec LEVEL(magnitude)(vec x) { return (vec)((mask)x & INT32_MAX); }

// e^r - 1 = (q + 1) 2^n - 1 with r = n ln 2 + s, |s| <= ln 2 / 2: gives q = e^s - 1 and 2^n. The Taylor series to s^7
// leaves 5e-9. ln 2 in two parts makes n * high exact (Cody & Waite); adding 1.5 * 2^23 rounds to a whole number.
INLINE vec LEVEL(expm1_parts)(vec x, vec *power) {
  x = LEVEL(at_most)(LEVEL(at_least)(x, -87), 88);
  const float shift = 12582912.0f;
  const vec n = x * 1.44269504f + shift, whole = n - shift;
  const vec s = (x - whole * 0.693359375f) - whole * -2.12194440e-4f;
  vec p = s * (1.0f / 5040) + 1.0f / 720;
  p = p * s + 1.0f / 120;
  p = p * s + 1.0f / 24;
  p = p * s + 1.0f / 6;
  p = p * s + 0.5f;
  *power = (vec)(((mask)n - 0x4B400000 + 127) << 23);
  return s + s * s * p;
}

INLINE vec LEVEL(exponential)(vec x) {
  vec power, q = LEVEL(expm1_parts)(x, &power);
  return power * q + power;
}

INLINE vec LEVEL(expm1)(vec x) {
  vec power, q = LEVEL(expm1_parts)(x, &power);
  return power * q + (power - 1);
}

// tanh x = e / (e + 2), e = expm1(2|x|): exact to the last places also near zero.
INLINE vec LEVEL(hyperbolic)(vec x) {
  const vec e = LEVEL(expm1)(2 * LEVEL(at_most)(LEVEL(magnitude)(x), 10)), t = e / (e + 2);
  return LEVEL(where)(x < 0, -t, t);
}

INLINE vec LEVEL(logistic)(vec x) { return 1 / (1 + LEVEL(exponential)(-x)); }

// The normal distribution function. e^(u^2) erfc(u) is fitted by t q(t), t = 1 / (1 + u/2), to 1.2e-8
// (Tests/Support/fit_erfc.py); single precision leaves 1.5e-7.
INLINE vec LEVEL(normal_cdf)(vec z) {
  const vec u = LEVEL(magnitude)(z) * 0.707106781f, t = 1 / (1 + 0.5f * u);
  vec q = t * 0.05880843475f - 0.21827015281f;
  q = q * t + 0.12224157154f;
  q = q * t + 0.30761486292f;
  q = q * t + 0.13088177144f;
  q = q * t + 0.32168701291f;
  q = q * t + 0.27703651786f;
  const vec half = 0.5f * t * q * LEVEL(exponential)(-u * u);
  return LEVEL(where)(z < 0, half, 1 - half);
}

// z Phi(z), and its derivative Phi(z) + z phi(z).
INLINE vec LEVEL(gelu)(vec z) {
  const vec low = LEVEL(at_least)(z, -40);
  return low * LEVEL(normal_cdf)(low);
}

INLINE vec LEVEL(gelu_slope)(vec x) {
  const vec z = LEVEL(at_most)(LEVEL(at_least)(x, -40), 40);
  return LEVEL(normal_cdf)(z) + z * 0.398942280f * LEVEL(exponential)(-0.5f * z * z);
}

// z s(z), s = 1 / (1 + e^-z), and its derivative s + z s (1 - s).
INLINE vec LEVEL(silu)(vec z) {
  const vec low = LEVEL(at_least)(z, -88);
  return low * LEVEL(logistic)(low);
}

INLINE vec LEVEL(silu_slope)(vec x) {
  const vec z = LEVEL(at_most)(LEVEL(at_least)(x, -88), 88), s = LEVEL(logistic)(z);
  return s + z * s * (1 - s);
}

// ln(1 + e^z) = max(z, 0) + ln(1 + t), t = e^-|z|, and ln(1 + t) = 2 artanh(s), s = t / (2 + t) <= 1/3: the series to
// s^15 leaves 2e-9.
INLINE vec LEVEL(softplus)(vec z) {
  const vec t = LEVEL(exponential)(-LEVEL(magnitude)(z)), s = t / (2 + t), u = s * s;
  vec p = u * (2.0f / 15) + 2.0f / 13;
  p = p * u + 2.0f / 11;
  p = p * u + 2.0f / 9;
  p = p * u + 2.0f / 7;
  p = p * u + 2.0f / 5;
  p = p * u + 2.0f / 3;
  p = p * u + 2.0f;
  return LEVEL(at_least)(z, 0) + s * p;
}

// Sets the vectors of every row, the last of which may reach into the row's padding.
#define EACH(to, value) \
  for (long r = 0; r < rows; r++) \
    for (long c = 0; c < columns; c += VECTOR) { \
      const long i = r * stride + c; \
      *(vec *)(to + i) = (value); \
    }

static void LEVEL(activate)(int kind, long rows, long columns, long stride, const float *sums, float *y) {
#define z (*(const vec *)(sums + i))
  switch (kind) {
    case NN_RELU: EACH(y, LEVEL(at_least)(z, 0)) break;
    case NN_TANH: EACH(y, LEVEL(hyperbolic)(z)) break;
    case NN_SIGMOID: EACH(y, LEVEL(logistic)(z)) break;
    case NN_GELU: EACH(y, LEVEL(gelu)(z)) break;
    case NN_LEAKY_RELU: EACH(y, LEVEL(where)(z < 0, NN_LEAK * z, z)) break;
    case NN_ELU: EACH(y, LEVEL(where)(z > 0, z, LEVEL(expm1)(z))) break;
    case NN_SILU: EACH(y, LEVEL(silu)(z)) break;
    case NN_SOFTPLUS: EACH(y, LEVEL(softplus)(z)) break;
  }
#undef z
}

// By y where the slope can be told from it: that of softplus, 1 / (1 + e^-z), is 1 - e^-y.
static void LEVEL(activate_backward)(int kind, long rows, long columns, long stride, const float *saved, float *g) {
#define s (*(const vec *)(saved + i))
#define slope (*(const vec *)(g + i))
  switch (kind) {
    case NN_RELU: EACH(g, LEVEL(where)(s > 0, slope, (vec){0})) break;
    case NN_TANH: EACH(g, slope * (1 - s * s)) break;
    case NN_SIGMOID: EACH(g, slope * (s * (1 - s))) break;
    case NN_GELU: EACH(g, slope * LEVEL(gelu_slope)(s)) break;
    case NN_LEAKY_RELU: EACH(g, LEVEL(where)(s > 0, slope, slope * NN_LEAK)) break;
    case NN_ELU: EACH(g, LEVEL(where)(s > 0, slope, slope * (s + 1))) break;
    case NN_SILU: EACH(g, slope * LEVEL(silu_slope)(s)) break;
    case NN_SOFTPLUS: EACH(g, -slope * LEVEL(expm1)(-s)) break;
  }
#undef s
#undef slope
}
#undef EACH
