/* One context for all tests of a program. */
#ifndef HB_TESTS_CONTEXT_H
#define HB_TESTS_CONTEXT_H

#include "cmocka_all.h"
#include "huibao.h"

static struct hb_context *context;

static int make_context(void **state)
{
    (void)state;
    return hb_context_new(NULL, &context, NULL) == HB_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    hb_context_free(context);
    return 0;
}

#endif
