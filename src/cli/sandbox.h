/* Confinement: the process gives up its right to all files but those the command line asks for.
 * Only Linux has the means (Landlock); elsewhere nothing is given up, and the summary says so. */
#ifndef HB_CLI_SANDBOX_H
#define HB_CLI_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

/* What is in force. */
enum hb_cli_confinement {
    HB_CLI_UNCONFINED,
    HB_CLI_WRITES_CONFINED, /* written is only where outputs belong; no program is started */
    HB_CLI_CONFINED,        /* besides, read is only what was named */
};

struct hb_cli_sandbox {
    enum hb_cli_confinement reached;
    bool wanted, required;
    bool own;         /* the process is the command's: nothing else runs in it */
    unsigned command; /* HB_FOR_… */
    int version;      /* of the Landlock in use */
    const char *why;  /* it is not in force as wanted, or NULL; static storage */
};

struct hb_cli;
struct hb_cli_inputs;

/* Reads --sandbox; false for a value without meaning. */
bool hb_cli_sandbox_init(struct hb_cli *cli, unsigned command);

/* First step, before anything that others wrote is read: from here on only outputs can be
 * written, and no program started, no TCP connection opened. An output folder that is not there yet
 * may be made; to be called again when it is. Before threads and processes are started: they
 * inherit it, older ones would not. False, and reported, when it is required and cannot be had. */
bool hb_cli_sandbox_enter(struct hb_cli *cli);

/* Last step, before the first source is looked into: from here on only operands, `inputs` (may be
 * NULL), the user's templates and the outputs can be read. */
bool hb_cli_sandbox_close(struct hb_cli *cli, const struct hb_cli_inputs *inputs);

/* "sandbox: …", for the summary of a run. */
void hb_cli_sandbox_print(const struct hb_cli *cli);

#endif
