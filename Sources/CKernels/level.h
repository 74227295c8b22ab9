// All kernels of one level, compiled for the LEVEL, VECTOR, TILE_ROWS, TILE_VECTORS and NARROW_ROWS that stand before the
// include, and forgotten behind it.
#include "gemm.h"
#include "windows.h"
#include "activations.h"
#include "normalization.h"
#include "embedding.h"
#include "losses.h"
#include "optimizers.h"
#include "data.h"
#include "elementwise.h"
#include "table.h"

#undef LEVEL
#undef VECTOR
#undef TILE_ROWS
#undef TILE_VECTORS
#undef NARROW_ROWS
#undef TILE_MOST
#undef PLACE
#undef DEPTH
#undef MOST_DEPTH
#undef TILE_WIDTH
#undef COPIED_ROWS
#undef FETCHED_DEPTH
#undef UNROLL
#undef INLINE
#undef mask
#undef vec
