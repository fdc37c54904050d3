#include "convert.h"

#include "anomaly/anomaly.h"
#include "stage/stage.h"
#include "text/decode.h"

static bool goes_on(enum hb_status status, const struct hb_model *model)
{
    return status == HB_OK && !hb_arena_stops(model->arena);
}

/* The only file that knows the order of the stages. */
static enum hb_status run_stages(const struct hb_vocabulary *vocabulary,
                                 const struct hb_limits *limits, const char *family,
                                 struct hb_model *model)
{
    enum hb_status status = hb_stage_clean(vocabulary, model, limits);
    if (goes_on(status, model))
        status = hb_stage_structure(vocabulary, model, family, limits);
    if (goes_on(status, model))
        status = hb_stage_extract(vocabulary, model, limits);
    if (goes_on(status, model))
        status = hb_stage_describe(vocabulary, model);
    if (goes_on(status, model))
        status = hb_stage_classify(vocabulary, model);
    if (goes_on(status, model))
        status = hb_anomaly_read(vocabulary, model);
    return goes_on(status, model) ? HB_OK : status != HB_OK ? status : HB_STOPPED;
}

enum hb_status hb_convert_source(const struct hb_vocabulary *vocabulary,
                                 const struct hb_limits *limits, const struct hb_source_bytes *in,
                                 struct hb_arena *arena, struct hb_source *source,
                                 struct hb_diags *diags, struct hb_model *model)
{
    const char *fault = NULL;
    *diags = (struct hb_diags){.limit = limits->diagnostics};
    *model = (struct hb_model){.source = source, .arena = arena, .diags = diags};
    if (in->size > limits->input_bytes)
        return HB_LIMIT;
    enum hb_status status = hb_decode(in, arena, diags, source);
    if (status == HB_OK && source->raws.n > limits->raws)
        status = HB_LIMIT;
    if (status != HB_OK)
        return status;
    status = run_stages(vocabulary, limits, in->family, model);
    if (status != HB_OK)
        return status;
    if (model->reports.n == 0)
        hb_diag_add(
            diags, arena,
            (struct hb_diag){.code = in->size == 0 ? HB_DIAG_EMPTY_INPUT : HB_DIAG_NO_REPORT,
                             .span = hb_span_of(0, source->len)});
    hb_diag_sort(diags);
    return hb_arena_failed(arena) ? HB_NOMEM : hb_model_check(model, &fault);
}
