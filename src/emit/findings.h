/* Faults found in XML, on their way to the caller's handler. */
#ifndef HB_EMIT_FINDINGS_H
#define HB_EMIT_FINDINGS_H

#include "huibao.h"

/* More than these are not read by anybody. */
enum { HB_FINDINGS_MOST = 1000 };

struct hb_findings {
    hb_finding_handler *handler;
    void *self;
    uint32_t n;
};

/* `code` is one of struct hb_finding's. False when no more are wanted. */
__attribute__((format(printf, 4, 5))) bool hb_findings_add(struct hb_findings *findings,
                                                           const char *code, uint32_t line,
                                                           const char *format, ...);

/* The same for what is no fault. */
__attribute__((format(printf, 3, 4))) void
hb_findings_warn(struct hb_findings *findings, const char *code, const char *format, ...);

#endif
