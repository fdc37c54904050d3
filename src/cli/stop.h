/* Being asked to stop: SIGTERM, SIGINT, SIGHUP, looked at when it suits the work. */
#ifndef HB_CLI_STOP_H
#define HB_CLI_STOP_H

#include <signal.h>

struct hb_cli_stop {
    sigset_t watched, before;
};

/* Holds these signals back, but those that were ignored before. The process must have one thread.
 */
void hb_cli_stop_init(struct hb_cli_stop *stop);
/* The signal that came, or 0. */
int hb_cli_stop_check(const struct hb_cli_stop *stop);
/* Swallows what came; from now on signals do again what they did. */
void hb_cli_stop_done(struct hb_cli_stop *stop);

#endif
