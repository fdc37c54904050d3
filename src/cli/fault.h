/* Filling a struct hb_cli_fault. */
#ifndef HB_CLI_FAULT_H
#define HB_CLI_FAULT_H

#include "cli/files.h"

/* Fills `fault` and returns false, so that callers can return it. */
bool hb_cli_fault_set(struct hb_cli_fault *fault, const char *code, const char *text);
/* The same with the words of errno. */
bool hb_cli_fault_errno(struct hb_cli_fault *fault, const char *code);

#endif
