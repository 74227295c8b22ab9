// The few routines of BLAS and LAPACK that the surrogate uses, declared here so that no package's
// header (which differ between BLAS flavours) is needed. Column-major; Fortran passes by reference.
// Trailing hidden string lengths of the Fortran ABI are passed explicitly as size_t.
#ifndef HPO_CLAPACK_H
#define HPO_CLAPACK_H
#include <stddef.h>

// Cholesky factorisation A = L L^T (uplo 'L') in place; info > 0: not positive definite.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
// Inverse of a matrix from its Cholesky factor, in place (one triangle).
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
// Solves A X = B from the Cholesky factor of A.
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info, size_t);
// Solves a triangular system op(A) X = B.
void dtrtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs, const double *a,
             const int *lda, double *b, const int *ldb, int *info, size_t, size_t, size_t);
// Eigenvalues (ascending) and eigenvectors of a symmetric matrix, these in the columns of A.
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
            const int *lwork, int *info, size_t, size_t);
// C = alpha op(A) op(B) + beta C.
void dgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k, const double *alpha,
            const double *a, const int *lda, const double *b, const int *ldb, const double *beta, double *c,
            const int *ldc, size_t, size_t);
// y = alpha op(A) x + beta y.
void dgemv_(const char *trans, const int *m, const int *n, const double *alpha, const double *a, const int *lda,
            const double *x, const int *incx, const double *beta, double *y, const int *incy, size_t);

#endif
