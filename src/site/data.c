/* The data files that scripts of the pages read, written as they fill. */
#include <stdio.h>

#include "site/pages.h"
#include "site/store.h"

static enum hb_status end_file(struct hb_site_pages *pages, struct hb_buffer *items,
                               const char *folder, const char *name, uint32_t *number,
                               struct hb_error *error)
{
    struct hb_buffer file;
    char path[64];
    if (items->status == HB_OK && items->size == 0)
        return HB_OK;
    hb_buffer_init(&file, SIZE_MAX - 1);
    file.status = items->status;
    hb_buffer_format(&file, "huibao.%s(%u,[", name, (unsigned)*number);
    if (items->size > 0)
        hb_buffer_add(&file, items->bytes, items->size);
    hb_buffer_text(&file, "\n]);\n");
    snprintf(path, sizeof path, "%s/%s-%u.js", folder, name, (unsigned)*number);
    enum hb_status status = hb_store_write_buffer(&pages->store, path, &file, error);
    hb_buffer_done(&file);
    items->size = 0;
    (*number)++;
    return status;
}

enum hb_status hb_site_end_rows(struct hb_site_pages *pages, struct hb_error *error)
{
    return end_file(pages, &pages->row_file, "data", "rows", &pages->row_files, error);
}

enum hb_status hb_site_end_figures(struct hb_site_pages *pages, struct hb_error *error)
{
    return end_file(pages, &pages->figure_file, "data", "figures", &pages->figure_files, error);
}

enum hb_status hb_site_end_texts(struct hb_site_pages *pages, struct hb_error *error)
{
    return end_file(pages, &pages->text_file, "search", "texts", &pages->text_files, error);
}
