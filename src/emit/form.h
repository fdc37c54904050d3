/* The formats: a row for each, with what writes it. */
#ifndef HB_EMIT_FORM_H
#define HB_EMIT_FORM_H

#include "model/model.h"
#include "page/page.h"
#include "xml/template.h"

/* What a template made of the tree. YAML and JSON are two ways to write one result, which is kept
 * from the one to the other. */
struct hb_made {
    const struct hb_template *template_;
    struct hb_buffer parameters; /* their names and values, each with its NUL */
    struct hb_xml *result;       /* NULL: nothing is kept */
};

void hb_made_forget(struct hb_made *made);

/* What a format is made from. */
struct hb_material {
    const struct hb_model *model;
    const struct hb_xml *xml;            /* NULL when the format needs no tree */
    const struct hb_template *template_; /* NULL: the format is written without one */
    const struct hb_words *words;        /* of pages; NULL where they have a template */
    const struct hb_parameter *parameters;
    size_t parameter_count;
    struct hb_made *made;
};

struct hb_form {
    struct hb_format shown;
    const char *template_; /* the default, or NULL */
    bool needs_tree;
    bool is_fixed; /* takes no template */
    enum hb_status (*write)(const struct hb_material *m, struct hb_buffer *out,
                            struct hb_error *error);
};

/* NULL behind the last. */
const struct hb_form *hb_form_at(size_t index);
/* NULL when no format is called so. */
const struct hb_form *hb_form_find(const char *name);

#endif
