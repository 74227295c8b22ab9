#ifndef CPOSTGRESQL_H
#define CPOSTGRESQL_H

// The functions of libpq that a connection needs, found in the library when the first connection is opened.
//
// The library is not linked: it brings a dozen others along, which would slow every start of the program, and whoever keeps
// studies in files needs none of them. Its binary interface, that of libpq.so.5, has been kept since PostgreSQL 8.

#include <stdbool.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef void (*PQnoticeProcessor)(void *argument, const char *message);

// As libpq-fe.h numbers them.
enum { PQ_CONNECTION_OK = 0 };
enum { PQ_POLLING_FAILED = 0, PQ_POLLING_READING = 1, PQ_POLLING_WRITING = 2, PQ_POLLING_OK = 3 };
enum { PQ_COMMAND_OK = 1, PQ_TUPLES_OK = 2 };
enum { PQ_TRANSACTION_IDLE = 0 };
enum { PQ_DIAGNOSTIC_SQLSTATE = 'C', PQ_DIAGNOSTIC_MESSAGE = 'M' };

// F(result, name, parameters)
#define PQ_FUNCTIONS(F)                                                                                              \
  F(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expands))           \
  F(void *, PQconninfoParse, (const char *url, char **message))                                                      \
  F(void, PQconninfoFree, (void *))                                                                                  \
  F(void, PQfreemem, (void *))                                                                                       \
  F(int, PQconnectPoll, (PGconn *))                                                                                  \
  F(int, PQstatus, (const PGconn *))                                                                                 \
  F(int, PQtransactionStatus, (const PGconn *))                                                                      \
  F(int, PQsocket, (const PGconn *))                                                                                 \
  F(char *, PQerrorMessage, (const PGconn *))                                                                        \
  F(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *, PQnoticeProcessor, void *))                                  \
  F(void, PQfinish, (PGconn *))                                                                                      \
  F(int, PQsendQuery, (PGconn *, const char *sql))                                                                   \
  F(int, PQsendPrepare, (PGconn *, const char *name, const char *sql, int count, const unsigned *types))             \
  F(int, PQsendQueryPrepared,                                                                                        \
    (PGconn *, const char *name, int count, const char *const *values, const int *lengths, const int *formats,       \
     int format))                                                                                                    \
  F(int, PQconsumeInput, (PGconn *))                                                                                 \
  F(int, PQisBusy, (PGconn *))                                                                                       \
  F(PGresult *, PQgetResult, (PGconn *))                                                                             \
  F(int, PQresultStatus, (const PGresult *))                                                                         \
  F(char *, PQresultErrorField, (const PGresult *, int field))                                                       \
  F(int, PQntuples, (const PGresult *))                                                                              \
  F(int, PQnfields, (const PGresult *))                                                                              \
  F(unsigned, PQftype, (const PGresult *, int column))                                                               \
  F(int, PQgetisnull, (const PGresult *, int row, int column))                                                       \
  F(char *, PQgetvalue, (const PGresult *, int row, int column))                                                     \
  F(int, PQgetlength, (const PGresult *, int row, int column))                                                       \
  F(char *, PQcmdTuples, (PGresult *))                                                                               \
  F(void, PQclear, (PGresult *))

#define PQ_FIELD(result, name, parameters) result(*name) parameters;
struct PQFunctions {
  PQ_FUNCTIONS(PQ_FIELD)
};
#undef PQ_FIELD

/// Finds the functions in this machine's library; false where it has none or an older one.
bool PQFindFunctions(struct PQFunctions *functions);

#endif
