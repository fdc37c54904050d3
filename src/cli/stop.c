#include "cli/stop.h"

#include <stddef.h>

void hb_cli_stop_init(struct hb_cli_stop *stop)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction action;
    sigemptyset(&stop->watched);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&stop->watched, signals[i]);
    sigprocmask(SIG_BLOCK, &stop->watched, &stop->before);
}

int hb_cli_stop_check(const struct hb_cli_stop *stop)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    sigset_t pending;
    if (sigpending(&pending) != 0)
        return 0;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigismember(&stop->watched, signals[i]) == 1 && sigismember(&pending, signals[i]) == 1)
            return signals[i];
    return 0;
}

void hb_cli_stop_done(struct hb_cli_stop *stop)
{
    int signal;
    while (hb_cli_stop_check(stop) != 0)
        if (sigwait(&stop->watched, &signal) != 0)
            break;
    sigprocmask(SIG_SETMASK, &stop->before, NULL);
}
