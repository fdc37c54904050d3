/* Filling a struct hb_cli_fault. */
#ifndef HB_CLI_FAULT_H
#define HB_CLI_FAULT_H

#include "cli/files.h"

/* Fills `fault` and returns false, so that callers can return it. */
bool hb_cli_fault_set(struct hb_cli_fault *fault, const char *code, const char *text);
/* The same with the words of errno. */
bool hb_cli_fault_errno(struct hb_cli_fault *fault, const char *code);
/* True for what fails because of the machine, whatever it was asked: no memory, no room. */
bool hb_cli_fault_is_passing(const char *code);
/* True for an errno that comes of a name or of its rights, which do not change by themselves. */
bool hb_cli_fault_is_lasting(int number);

#endif
