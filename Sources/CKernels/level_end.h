// Ends a level: forgets what its headers defined.
#undef LEVEL
#undef VECTOR
#undef TILE_ROWS
#undef TILE_VECTORS
#undef NARROW_ROWS
#undef TILE_MOST
#undef PLACE
#undef DEPTH

#undef UNROLL
#undef INLINE
#undef mask
#undef vec
