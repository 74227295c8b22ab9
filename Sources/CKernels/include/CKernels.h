// The inner loops of NN in C, compiled once for every width of vector unit; `nn_kernels_at` gives the table of one width.
//
// Layouts. A *panel matrix* [k x n] is cut into panels of 16 columns, each stored row by row (16 floats a row), the
// columns beyond n being zero. Activations are plain rows whose stride is a multiple of 16 floats.
#ifndef HPO_CKERNELS_H
#define HPO_CKERNELS_H
#include <stdint.h>

#define NN_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define NN_NONNULL_END _Pragma("clang assume_nonnull end")

NN_NONNULL_BEGIN

/// Columns of a panel.
enum { NN_PANEL = 16 };

/// Where one segment of a product's inner dimension begins: offsets into A and B.
typedef struct {
  long a, b;
} nn_segment;

/// C[m x n] = f(start + sum over segments s of A_s[m x k] B_s[k x n]) for every block of rows; f is the identity or max(0, .),
/// and start is the bias or, when accumulating, C's old values. No extent is zero.
typedef struct {
  long m, n, k;
  /// A and C have this many blocks of m rows (the rows of an image, say), each at its distance from the one before.
  long blocks, a_block, c_block;
  /// The offsets of the segments; null when there is one, at zero.
  const nn_segment *_Nullable segments;
  long segment_count;
  /// Element (i, p) of segment s of block r stands at a[r * a_block + segments[s].a + i * a_row + p * a_column].
  const float *a;
  long a_row, a_column;
  /// Element (p, j) of segment s stands at b[segments[s].b + (j / 16) * b_panel + p * b_row + j % 16]; readable up to a
  /// multiple of 16 columns.
  const float *b;
  long b_row, b_panel;
  /// Laid out as B, with c_block and c_row; nothing beyond column n is written.
  float *c;
  long c_row, c_panel;
  /// n values (readable up to a multiple of 16), or null for zeros.
  const float *_Nullable bias;
  int relu, accumulate;
} nn_gemm;

/// The activations; gelu is the exact form z * Phi(z), silu z / (1 + e^-z), softplus ln(1 + e^z).
enum {
  NN_RELU = 0, NN_TANH = 1, NN_SIGMOID = 2, NN_GELU = 3, NN_LEAKY_RELU = 4, NN_ELU = 5, NN_SILU = 6, NN_SOFTPLUS = 7
};
/// The slope of leaky_relu below zero.
#define NN_LEAK 0.01f

/// A batch for cross-entropy: the mean over items of -sum_c q_c ln p_c, weighted by the weights of the items' classes, where
/// q_c = w_c ((1 - smoothing) [c = label] + smoothing / classes).
typedef struct {
  long rows, classes, stride;
  const float *logits;
  const int32_t *labels;
  /// One a class, or null where all are 1.
  const float *_Nullable weights;
  float smoothing;
  /// Whether out becomes the gradient of the mean by the logits, rather than the probabilities.
  int gradient;
  float *out;
} nn_cross_entropy;

/// The sum of a loss over a batch, the sum of the items' weights that its mean divides by, and how many items' most
/// probable class is the right one.
typedef struct {
  double sum, weight;
  long correct;
} nn_loss;

/// Losses of an error e: e^2, |e|, and Huber's, e^2 / 2 up to delta and delta (|e| - delta / 2) beyond.
enum { NN_SQUARED = 0, NN_ABSOLUTE = 1, NN_HUBER = 2 };

/// What a rule takes for the gradient: clamp(scale g, -bound, bound) + decay w + l1 sign(w).
typedef struct {
  float scale, bound, decay, l1;
} nn_gradient;

/// Adam's constants of one step: new1 = 1 - beta1 and new2 = 1 - beta2, which single precision would spoil; the rate and root
/// carry the corrections of the bias; keep is what decoupled decay leaves.
typedef struct {
  float new1, beta2, new2, rate, root, epsilon, keep;
} nn_adam;

/// A window that slides over an image [height x width x channels] with `above` rows and `before` columns of padding.
typedef struct {
  long height, width, channels, out_height, out_width;
  long kernel_height, kernel_width, stride_height, stride_width, above, before;
} nn_window;

/// The constants of RMSprop; newness = 1 - rho.
typedef struct {
  float rate, rho, newness, epsilon, momentum;
} nn_rmsprop;

/// Items of bytes: item r is `planes` planes of `area` bytes from start + r * stride, one plane after the other.
typedef struct {
  const uint8_t *start;
  long stride, planes, area;
} nn_records;

/// A batch of items seen as groups of channels: channel c of group p of item r stands at r * stride + p * channels + c.
typedef struct {
  long rows, positions, channels, stride;
} nn_groups;

/// Numbers of categories, `positions` an item, for each of which a table (a panel matrix vocabulary x columns) has a row.
typedef struct {
  long rows, positions, x_stride, y_stride, vocabulary, columns;
} nn_embedding;

/// Taps that a row of a kernel may have.
enum { NN_MOST_TAPS = 1024 };

/// Tap t of output o belongs to pixel o * stride - before + t * dilation of a row of `width` pixels that stand to_row apart.
typedef struct {
  long width, channels, out_width, kernel, stride, dilation, before, to_row;
} nn_fold;

/// The inner loops for one width of vector unit, by theme.
///
/// Shapes: N items of a batch; of images H x W pixels of C channels, which is (N, H, W, C) in memory. Rows may lie further
/// apart than they are long: `stride` floats, of which those beyond the width are padding.
typedef struct __attribute__((swift_attr("@Sendable"))) {
  // Products and sums.

  /// C (m, n) = f(start + A (m, k) B (k, n)), as nn_gemm says.
  void (*gemm)(const nn_gemm *g);
  /// As gemm for k = 1, but C(i, j) is the sum of A_s(i, j) B_s(j): every column (channel) by itself; a_column is not used,
  /// segments are needed, and A is readable up to a multiple of 16 columns.
  void (*channelwise)(const nn_gemm *g);
  /// Adds channelwise's gradient by B, laid out as B, given that by C, laid out as C.
  void (*channelwise_gradient)(const nn_gemm *g, const float *c_gradient, float *b_gradient);
  /// sums (columns) of g (rows, columns): sums[j] = sum over rows of g[row * stride + j], added to the old
  /// sums when accumulating.
  void (*column_sums)(long rows, long columns, long stride, const float *g, int accumulate, float *sums);
  /// to (columns, rows) = from (rows, columns) turned: to[j * to_stride + i] = from[i * from_stride + j].
  void (*transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride);
  /// c = a + b; c may be either.
  void (*add)(long count, const float *a, const float *b, float *c);

  // Activations and dropout, number by number.

  /// y (rows, columns) = f(z); y may be z, and both are readable and writable up to a multiple of 16 columns.
  void (*activate)(int kind, long rows, long columns, long stride, const float *z, float *y);
  /// g (rows, columns) *= f'(z), given z for gelu and silu and y for the others; with room as in activate.
  void (*activate_backward)(int kind, long rows, long columns, long stride, const float *saved, float *g);
  /// y = x / (1 - rate) where hash(index, key) >= threshold, else 0; threshold = rate * 2^32.
  void (*dropout)(long count, uint32_t key, uint32_t threshold, float scale, const float *x, float *y);

  // Images, one at a time: pooling, and what convolutions move.

  /// y (out H, out W, C) = the largest of each window and channel of x (H, W, C); winners = where in x it stands.
  void (*max_pool)(const nn_window *w, const float *x, float *y, int32_t *winners);
  /// to (extent) = zeros but for to[places[i]] += g[i].
  void (*scatter)(long count, const int32_t *places, const float *g, long extent, float *to);
  /// y (out H, out W, C) = the mean of each window and channel of x (H, W, C), over the pixels that are in the image.
  void (*average_pool)(const nn_window *w, const float *x, float *y);
  /// to (H, W, C) = the gradient by average_pool's x, given that by its y, g (out H, out W, C).
  void (*average_pool_backward)(const nn_window *w, const float *g, float *to);
  /// A row of pixels, to (width, channels), from what every output and tap gives to it, u (out_width, kernel, channels).
  void (*fold)(const nn_fold *f, const float *u, float *to);
  /// to (rows, count) = from (rows, count).
  void (*copy_rows)(long rows, long count, const float *from, long from_stride, float *to, long to_stride);

  // Normalisation: x, y and their gradients (N, positions, C), what belongs to a channel (C).

  /// Mean and biased variance of each channel over all groups; the scratch of batch norm is
  /// 8 * channels * min(16, positions) floats.
  void (*channel_moments)(const nn_groups *t, const float *x, float *scratch, float *mean, float *variance);
  /// y = weight (x - mean) / sqrt(variance + epsilon) + bias, channel by channel.
  void (*batch_norm)(const nn_groups *t, const float *x, const float *mean, const float *variance, float epsilon,
                     const float *weight, const float *bias, float *scratch, float *y);
  /// The gradients, given that by y; mean and variance are those of x where it says so, else constants.
  void (*batch_norm_backward)(const nn_groups *t, const float *x, const float *mean, const float *variance, float epsilon,
                              int is_measured, const float *weight, const float *g, float *scratch, float *_Nullable dx,
                              float *dweight, float *dbias);
  /// As batch_norm, with mean and variance those of each group, of which (mean, 1 / sqrt(variance + epsilon)) is
  /// kept as moments (N, positions, 2).
  void (*layer_norm)(const nn_groups *t, const float *x, float epsilon, const float *weight, const float *bias,
                     float *moments, float *y);
  /// The gradients, given that by y; the scratch is 4 * channels floats.
  void (*layer_norm_backward)(const nn_groups *t, const float *x, const float *moments, const float *weight, const float *g,
                              float *scratch, float *_Nullable dx, float *dweight, float *dbias);

  // Embedding: x (N, positions), the table (vocabulary, columns), y (N, positions, columns).

  /// y = the table's rows that x names, one after the other.
  void (*embed)(const nn_embedding *e, const float *x, const float *table, float *y);
  /// The gradient by the table, given that by y.
  void (*embed_backward)(const nn_embedding *e, const float *x, const float *g, float *dtable);

  // Losses: outputs (N, width), targets (N).

  /// Cross-entropy of softmax(logits).
  nn_loss (*softmax)(const nn_cross_entropy *e);
  /// Cross-entropy of two classes from one logit a row: classes is 2, and out gets one number a row, of the second class.
  nn_loss (*logistic)(const nn_cross_entropy *e);
  /// out = scale * slope of the loss of y - target over rows x columns; gives the sum of the losses.
  /// Targets (rows, columns) have no padding.
  double (*errors)(int kind, float delta, long rows, long columns, long stride, const float *y, const float *targets,
                   float scale, float *out);

  // Rules that change weights: w, g and what a rule remembers are (count).

  /// w -= rate * x, with x as nn_gradient says.
  void (*sgd)(long count, float rate, const nn_gradient *c, const float *g, float *w);
  /// v = momentum * v + x; w -= rate * v, or rate * (x + momentum * v) when nesterov.
  void (*momentum)(long count, float rate, float momentum, int nesterov, const nn_gradient *c, const float *g, float *v,
                   float *w);
  /// Adam (Kingma & Ba 2015, algorithm 1), after w *= keep (Loshchilov & Hutter 2019, algorithm 2).
  void (*adam)(long count, const nn_adam *constants, const nn_gradient *c, const float *g, float *m, float *v, float *w);
  /// s = rho * s + newness * x^2; w -= rate * x / (sqrt(s) + epsilon), through the velocity v where there is one.
  void (*rmsprop)(long count, const nn_rmsprop *constants, const nn_gradient *c, const float *g, float *s,
                  float *_Nullable v, float *w);
  /// s += x^2; w -= rate * x / (sqrt(s) + epsilon).
  void (*adagrad)(long count, float rate, float epsilon, const nn_gradient *c, const float *g, float *s, float *w);
  /// w moves by this share of the way to its target.
  void (*approach)(long count, float share, const float *target, float *w);
  /// The sum of x^2.
  double (*sum_of_squares)(long count, const float *x);
  /// 1 when no value is infinite or NaN.
  int (*all_finite)(long count, const float *x);

  // Data on its way to the first layer: items (N, width).

  /// Row r of to is row indices[r] of from, as (x - mean) * scale with NaN as zero, or as it is when mean is null.
  void (*gather)(long rows, long width, const float *from, const int32_t *indices, const float *_Nullable mean,
                 const float *_Nullable scale, float *to, long stride);
  /// As gather, from bytes that stand for x / 255; planes (C, H, W) become the innermost axis (H, W, C).
  void (*gather_bytes)(const nn_records *from, long rows, const int32_t *indices, const float *_Nullable mean,
                       const float *_Nullable scale, float *to, long stride);
  /// Adds the bytes of each channel of the records indices[r], and their squares, to what is there. Channels are the planes,
  /// or where there is one plane its bytes in turn.
  void (*byte_moments)(const nn_records *from, long rows, const int32_t *indices, long channels, uint64_t *sums,
                       uint64_t *squares);
  /// x[i] += deviation * z, z from the standard normal distribution and decided by i and key.
  void (*add_noise)(long count, uint64_t key, float deviation, float *x);
} nn_kernels;

/// Widths of vector unit, narrow to wide: what every machine has, AVX2 with FMA, AVX-512.
enum { NN_BASE = 0, NN_AVX2 = 1, NN_AVX512 = 2 };

/// The widest level that this machine has.
int nn_best_level(void);
/// The kernels of a level, or of the widest one that the machine has when that is less.
nn_kernels nn_kernels_at(int level);

/// Makes this thread treat denormal numbers as zeros; gives the control word to restore.
uint64_t nn_flush_denormals(void);
/// Restores the control word that nn_flush_denormals gave.
void nn_restore_denormals(uint64_t control);

NN_NONNULL_END
#endif
