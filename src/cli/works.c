#include "cli/works.h"

#include <string.h>

#include "cli/recipe.h"

static bool has_format(const struct hb_cli_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->target_count; i++)
        if (strcmp(plan->targets[i].format.name, name) == 0)
            return true;
    return false;
}

bool hb_cli_works_init(struct hb_cli_works *works, struct hb_cli *cli, struct hb_cli_plan *plan,
                       struct hb_cli_decisions *decisions, const char *formats)
{
    memset(decisions, 0, sizeof *decisions);
    if (!hb_cli_plan_init(plan, cli, formats) || !hb_cli_decisions_init(decisions, cli))
        return false;
    /* XML that stays whole is not for publishing. */
    if (decisions->review != NULL && !decisions->mask_xml)
        hb_cli_plan_hide(plan, "xml");
    memset(works, 0, sizeof *works);
    works->cli = cli;
    works->plan = plan;
    works->decisions = decisions;
    works->records = has_format(plan, "html");
    if (hb_cli_recipe_get(cli, plan, &works->recipe))
        return true;
    hb_cli_report_errno(&cli->report, "huibao");
    return false;
}

void hb_cli_works_done(struct hb_cli_plan *plan, struct hb_cli_decisions *decisions)
{
    hb_cli_plan_done(plan);
    hb_cli_decisions_done(decisions);
}
