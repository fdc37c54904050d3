#include "cli/fault.h"

#include <errno.h>
#include <string.h>

bool hb_cli_fault_set(struct hb_cli_fault *fault, const char *code, const char *text)
{
    fault->code = code;
    snprintf(fault->text, sizeof fault->text, "%s", text);
    return false;
}

bool hb_cli_fault_errno(struct hb_cli_fault *fault, const char *code)
{
    int number = errno;
    fault->code = number == ENOMEM ? "out-of-memory" : code;
    if (strerror_r(number, fault->text, sizeof fault->text) != 0)
        snprintf(fault->text, sizeof fault->text, "error %d", number);
    return false;
}
