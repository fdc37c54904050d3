#include "cli/deadline.h"

#include "cli/clock.h"

static bool is_over(void *self)
{
    struct hb_cli_deadline *deadline = self;
    deadline->over = deadline->over || (!deadline->paused && hb_cli_clock() >= deadline->end);
    return deadline->over;
}

struct hb_watch hb_cli_deadline_begin(struct hb_cli_deadline *deadline, size_t seconds)
{
    struct hb_watch watch = {seconds > 0 ? is_over : NULL, deadline};
    deadline->paused = deadline->over = false;
    deadline->end = seconds > 0 ? hb_cli_clock() + (int64_t)seconds * 1000 : 0;
    return watch;
}
