#include "model/model.h"

uint32_t hb_model_find_cut(const struct hb_model *model, uint32_t place)
{
    uint32_t low = 0, high = model->cuts.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (model->cuts.items[middle].span.from < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t hb_model_find_fact(const struct hb_model *model, uint32_t place)
{
    uint32_t low = 0, high = model->facts.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (model->facts.items[middle].span.from < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
