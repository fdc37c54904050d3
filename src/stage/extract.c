#include "fact/fact.h"
#include "stage/stage.h"

enum hb_status hb_stage_extract(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                                const struct hb_limits *limits)
{
    for (uint32_t r = 0; r < model->reports.n && model->facts.n <= limits->facts; r++) {
        const struct hb_report *report = &model->reports.items[r];
        for (uint32_t u = 0; u < report->units.n && model->facts.n <= limits->facts; u++) {
            struct hb_span span = report->units.items[u].span;
            enum hb_status status =
                hb_fact_read(vocabulary, model, hb_view_find(&model->view, span.from),
                             hb_view_find(&model->view, span.to));
            if (status != HB_OK)
                return status;
        }
    }
    hb_model_sort_facts(model);
    if (model->facts.n > limits->facts) {
        hb_diag_limit(model->diags, model->arena, "facts", model->facts.items[limits->facts].span);
        model->facts.n = limits->facts;
    }
    return hb_arena_failed(model->arena) ? HB_NOMEM : HB_OK;
}
