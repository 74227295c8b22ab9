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
/// and start is the bias or, when accumulating, C's old values.
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

/// The functions that have a derivative cheap enough to be fused; gelu is the exact form z * Phi(z).
enum { NN_RELU = 0, NN_TANH = 1, NN_SIGMOID = 2, NN_GELU = 3 };

/// Adam's constants of one step: the rate and root carry the corrections of the bias.
typedef struct {
  float beta1, beta2, rate, root, epsilon, decay;
} nn_adam;

/// A window that slides over an image [height x width x channels] with `above` rows and `before` columns of padding.
typedef struct {
  long height, width, channels, out_height, out_width;
  long kernel_height, kernel_width, stride_height, stride_width, above, before;
} nn_window;

/// Taps that a row of a kernel may have.
enum { NN_MOST_TAPS = 1024 };

/// Tap t of output o belongs to pixel o * stride - before + t * dilation of a row of `width` pixels that stand to_row apart.
typedef struct {
  long width, channels, out_width, kernel, stride, dilation, before, to_row;
} nn_fold;

/// The inner loops for one width of vector unit.
typedef struct __attribute__((swift_attr("@Sendable"))) {
  void (*gemm)(const nn_gemm *g);
  /// y = f(z); y may be z.
  void (*activate)(int kind, long count, const float *z, float *y);
  /// g *= f'(z), given y for relu, tanh and sigmoid and z for gelu.
  void (*activate_backward)(int kind, long count, const float *saved, float *g);
  /// sums[j] = sum over rows of g[row * stride + j], added to the old sums when accumulating.
  void (*column_sums)(long rows, long columns, long stride, const float *g, int accumulate, float *sums);
  /// to[j * to_stride + i] = from[i * from_stride + j] for i < rows, j < columns.
  void (*transpose)(long rows, long columns, const float *from, long from_stride, float *to, long to_stride);
  /// y = x / (1 - rate) where hash(index, key) >= threshold, else 0; threshold = rate * 2^32.
  void (*dropout)(long count, uint32_t key, uint32_t threshold, float scale, const float *x, float *y);
  /// Rows of softmax(logits), times scale, minus scale at the label when subtract; gives the summed cross-entropy
  /// and counts rows whose first largest logit is the label's.
  double (*softmax)(long rows, long classes, long stride, const float *logits, const int32_t *labels, int subtract,
                    float scale, float *out, long *correct);
  /// out = scale * 2 (y - target) over rows x columns; gives the sum of the squares. Targets have no padding.
  double (*squares)(long rows, long columns, long stride, const float *y, const float *targets, float scale, float *out);
  /// w -= rate * (g + decay * w).
  void (*sgd)(long count, float rate, float decay, const float *g, float *w);
  /// v = momentum * v + g + decay * w; w -= rate * v.
  void (*momentum)(long count, float rate, float momentum, float decay, const float *g, float *v, float *w);
  /// Adam (Kingma & Ba 2015, algorithm 1) with L2 decay added to the gradient.
  void (*adam)(long count, const nn_adam *c, const float *g, float *m, float *v, float *w);
  /// Row r of to is row indices[r] of from, as (x - mean) * scale with NaN as zero, or as it is when mean is null.
  void (*gather)(long rows, long width, const float *from, const int32_t *indices, const float *_Nullable mean,
                 const float *_Nullable scale, float *to, long stride);
  /// As gather, from bytes that stand for x / 255.
  void (*gather_bytes)(long rows, long width, const uint8_t *from, const int32_t *indices, float *to, long stride);
  /// 1 when no value is infinite or NaN.
  int (*all_finite)(long count, const float *x);
  /// Copies rows of `count` floats.
  void (*copy_rows)(long rows, long count, const float *from, long from_stride, float *to, long to_stride);
  /// y = the largest of each window and channel; winners = where in x it stands.
  void (*max_pool)(const nn_window *w, const float *x, float *y, int32_t *winners);
  /// to = zeros (`extent` of them) but for to[places[i]] += g[i].
  void (*scatter)(long count, const int32_t *places, const float *g, long extent, float *to);
  /// y = the mean of each window and channel, over the pixels that are in the image.
  void (*average_pool)(const nn_window *w, const float *x, float *y);
  /// to = the gradient by average_pool's x, given that by its y.
  void (*average_pool_backward)(const nn_window *w, const float *g, float *to);
  /// As gemm for k = 1, but C(i, j) is the sum of A_s(i, j) B_s(j): every column (channel) by itself; a_column is not used,
  /// segments are needed, and A is readable up to a multiple of 16 columns.
  void (*channelwise)(const nn_gemm *g);
  /// Adds channelwise's gradient by B, laid out as B, given that by C, laid out as C.
  void (*channelwise_gradient)(const nn_gemm *g, const float *c_gradient, float *b_gradient);
  /// A row of pixels from what every output and tap gives to it: u is out_width x kernel x channels.
  void (*fold)(const nn_fold *f, const float *u, float *to);
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
