#include "stage/cuts.h"
#include "stage/stage.h"

enum hb_status hb_stage_clean(const struct hb_vocabulary *vocabulary, struct hb_model *model,
                              const struct hb_limits *limits)
{
    hb_cut_unseen(model);
    hb_cut_glosses(vocabulary, model);
    hb_cuts_settle(model);
    enum hb_status status = hb_cut_chrome(vocabulary, model);
    hb_cut_salt(model);
    hb_cut_markdown(model);
    hb_cut_contents(vocabulary, model);
    hb_cuts_settle(model);
    if (status == HB_OK)
        hb_cut_chunk_marks(model);
    hb_cuts_settle(model);
    if (status == HB_OK)
        status = hb_cut_duplicates(model);
    hb_cuts_settle(model);
    if (model->cuts.n > limits->cuts) {
        hb_diag_limit(model->diags, model->arena, "cuts", model->cuts.items[limits->cuts].span);
        model->cuts.n = limits->cuts;
    }
    return hb_arena_failed(model->arena) ? HB_NOMEM : status;
}
