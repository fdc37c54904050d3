#include "huibao.h"

const char *hb_status_text(enum hb_status status)
{
    static const char *const texts[] = {
        [HB_OK] = "ok",
        [HB_NOMEM] = "out of memory",
        [HB_IO] = "reading or writing failed",
        [HB_ENCODING] = "not text in an encoding known here",
        [HB_LIMIT] = "a limit was reached",
        [HB_TEMPLATE] = "the template cannot be used",
        [HB_SCHEMA] = "not valid",
        [HB_USAGE] = "an argument has no meaning",
        [HB_DATA] = "the vocabulary is wrong",
        [HB_INTERNAL] = "internal error",
        [HB_STOPPED] = "stopped before the end",
    };
    return texts[status];
}
