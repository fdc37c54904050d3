/* Finding templates by their names, and those that are compiled before an output names them. */
#ifndef HB_EMIT_READY_H
#define HB_EMIT_READY_H

#include "xml/template.h"

struct hb_ready {
    struct hb_ready_item {
        char *name;
        struct hb_template *template_;
    } * items;
    size_t n;
};

/* Takes the template over, also when memory is out. */
enum hb_status hb_ready_add(struct hb_ready *ready, const char *name,
                            struct hb_template *template_);
/* NULL when none has this name. */
const struct hb_template *hb_ready_find(const struct hb_ready *ready, const char *name);
void hb_ready_done(struct hb_ready *ready);

/* FOLDER/NAME/KIND.xsl; HB_IO when there is none, or `folder` is NULL. */
enum hb_status hb_ready_compile_own(const char *folder, const char *name, const char *kind,
                                    struct hb_template **template_, struct hb_error *error);
/* The same, else a built-in template, else HB_USAGE; a name that is a path is one. */
enum hb_status hb_ready_compile(const char *folder, const char *name, const char *kind,
                                struct hb_template **template_, struct hb_error *error);

#endif
