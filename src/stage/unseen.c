/* Characters that are not seen, left behind by editors and by sites that mark what is copied: a
 * word in which one stands is still that word. */
#include "stage/cuts.h"
#include "text/chartype.h"

void hb_cut_unseen(struct hb_model *model)
{
    const struct hb_source *source = model->source;
    for (uint32_t i = 0; i < source->len; i++) {
        uint32_t from = i;
        while (i < source->len && hb_is_unseen(source->chars[i]))
            i++;
        if (i > from)
            hb_cut_add(model, hb_span_of(from, i), HB_CUT_BOILERPLATE, "noise.unseen", NULL);
    }
}
