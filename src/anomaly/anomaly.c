#include "anomaly/anomaly.h"

#include "anomaly/inquiry.h"

/* In this order: figures are judged by what is known of the words. */
static hb_inquiry_rule *const rules[] = {
    hb_masked_read,        hb_spun_read,     hb_stray_read,   hb_mojibake_read, hb_shifted_read,
    hb_truncated_read,     hb_sequence_read, hb_numbers_read, hb_dates_read,    hb_festivals_read,
    hb_contradiction_read, hb_parts_read,    hb_unseen_read,
};

enum hb_status hb_anomaly_read(const struct hb_vocabulary *vocabulary, struct hb_model *model)
{
    struct hb_inquiry inquiry = {.vocabulary = vocabulary,
                                 .words = &vocabulary->anomalies,
                                 .model = model,
                                 .text = model->view.chars,
                                 .len = model->view.len};
    hb_hits_find(&inquiry.hits, &inquiry, &inquiry.words->lexicon);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rules[i](&inquiry);
    return hb_arena_failed(model->arena) ? HB_NOMEM : inquiry.status;
}
