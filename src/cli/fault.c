#include "cli/fault.h"

#include <errno.h>
#include <string.h>

bool hb_cli_fault_is_passing(const char *code)
{
    return strcmp(code, "out-of-memory") == 0 || strcmp(code, "cannot-write") == 0;
}

bool hb_cli_fault_is_lasting(int number)
{
    static const int lasting[] = {EACCES, EPERM, ENOENT,       ENOTDIR,
                                  EISDIR, ELOOP, ENAMETOOLONG, ENXIO};
    for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++)
        if (lasting[i] == number)
            return true;
    return false;
}

bool hb_cli_fault_set(struct hb_cli_fault *fault, const char *code, const char *text)
{
    fault->code = code;
    fault->passing = hb_cli_fault_is_passing(code);
    snprintf(fault->text, sizeof fault->text, "%s", text);
    return false;
}

bool hb_cli_fault_errno(struct hb_cli_fault *fault, const char *code)
{
    int number = errno;
    fault->code = number == ENOMEM ? "out-of-memory" : code;
    fault->passing = hb_cli_fault_is_passing(fault->code) || !hb_cli_fault_is_lasting(number);
    if (strerror_r(number, fault->text, sizeof fault->text) != 0)
        snprintf(fault->text, sizeof fault->text, "error %d", number);
    return false;
}
