#include "emit/form.h"

#include <string.h>

#include "base/file.h"
#include "emit/csv.h"
#include "emit/data.h"
#include "emit/lint.h"
#include "emit/shape.h"
#include "emit/tree.h"

static enum hb_status apply(const struct hb_material *m, struct hb_xml **result,
                            struct hb_error *error)
{
    return hb_template_apply(m->template_, m->xml, m->parameters, m->parameter_count,
                             m->model->arena, result, error);
}

/* Fills *error for a status that came without one. */
static enum hb_status finish(enum hb_status status, struct hb_error *error)
{
    return status == HB_OK ? HB_OK : hb_error_set(error, status, NULL, 0, 0, NULL);
}

void hb_made_forget(struct hb_made *made)
{
    hb_xml_free(made->result);
    hb_buffer_done(&made->parameters);
    made->result = NULL;
}

static void list_parameters(const struct hb_material *m, struct hb_buffer *list)
{
    hb_buffer_init(list, SIZE_MAX - 1);
    for (size_t i = 0; i < m->parameter_count; i++) {
        hb_buffer_add(list, m->parameters[i].name, strlen(m->parameters[i].name) + 1);
        hb_buffer_add(list, m->parameters[i].value, strlen(m->parameters[i].value) + 1);
    }
}

static bool is_made(const struct hb_made *made, const struct hb_template *template_,
                    const struct hb_buffer *parameters)
{
    return made->result != NULL && made->template_ == template_ &&
           made->parameters.size == parameters->size &&
           (parameters->size == 0 ||
            memcmp(made->parameters.bytes, parameters->bytes, parameters->size) == 0);
}

/* The same as apply(), but what was made before is taken again, and the result stays. */
static enum hb_status make(const struct hb_material *m, struct hb_error *error)
{
    struct hb_buffer parameters;
    list_parameters(m, &parameters);
    if (parameters.status == HB_OK && is_made(m->made, m->template_, &parameters)) {
        hb_buffer_done(&parameters);
        return HB_OK;
    }
    hb_made_forget(m->made);
    enum hb_status status = parameters.status == HB_OK ? apply(m, &m->made->result, error)
                                                       : finish(parameters.status, error);
    m->made->template_ = m->template_;
    m->made->parameters = parameters;
    return status;
}

/* What a template makes of the tree. */
static enum hb_status write_result(const struct hb_material *m, struct hb_buffer *out,
                                   struct hb_error *error)
{
    struct hb_xml *result;
    hb_made_forget(m->made);
    enum hb_status status = apply(m, &result, error);
    if (status != HB_OK)
        return status;
    status = hb_template_write(m->template_, result, out);
    hb_xml_free(result);
    return finish(status, error);
}

static enum hb_status write_xml(const struct hb_material *m, struct hb_buffer *out,
                                struct hb_error *error)
{
    if (m->template_ != NULL)
        return write_result(m, out, error);
    hb_xml_write(m->xml, hb_tree_is_spaced, out);
    return finish(out->status, error);
}

static enum hb_status write_html(const struct hb_material *m, struct hb_buffer *out,
                                 struct hb_error *error)
{
    if (m->template_ != NULL)
        return write_result(m, out, error);
    const char *fault = hb_template_parameter_fault(m->parameters, m->parameter_count);
    if (fault != NULL)
        return hb_error_set(error, HB_USAGE, NULL, 0, 0, fault);
    return finish(hb_page_write(m->words, m->xml, m->parameters, m->parameter_count, out), error);
}

static enum hb_status write_data(const struct hb_material *m, enum hb_data_syntax syntax,
                                 struct hb_buffer *out, struct hb_error *error)
{
    if (m->template_ == NULL)
        return hb_shape_write(m->xml, syntax, out, error);
    enum hb_status status = make(m, error);
    return status == HB_OK ? hb_data_write(m->made->result, syntax, out, error) : status;
}

static enum hb_status write_yaml(const struct hb_material *m, struct hb_buffer *out,
                                 struct hb_error *error)
{
    return write_data(m, HB_DATA_YAML, out, error);
}

static enum hb_status write_json(const struct hb_material *m, struct hb_buffer *out,
                                 struct hb_error *error)
{
    return write_data(m, HB_DATA_JSON, out, error);
}

static enum hb_status write_lint(const struct hb_material *m, struct hb_buffer *out,
                                 struct hb_error *error)
{
    hb_lint_write(m->model, out);
    return finish(out->status, error);
}

static enum hb_status write_csv(const struct hb_material *m, struct hb_buffer *out,
                                struct hb_error *error)
{
    return finish(hb_csv_write(m->xml, out), error);
}

static enum hb_status write_csv_metadata(const struct hb_material *m, struct hb_buffer *out,
                                         struct hb_error *error)
{
    const char *stem = "";
    for (size_t i = 0; i < m->parameter_count; i++)
        if (strcmp(m->parameters[i].name, "stem") == 0)
            stem = m->parameters[i].value;
    return finish(hb_csv_describe(m->xml, stem, out), error);
}

static const struct hb_form forms[] = {
    {{"xml", "xml", ".xml", "application/xml",
      "everything that was read, in the vocabulary of the schema"},
     NULL,
     true,
     false,
     write_xml},
    {{"yaml", "yaml", ".yaml", "application/yaml", "the content as data, for people and programs"},
     "data",
     true,
     false,
     write_yaml},
    {{"json", "json", ".json", "application/json", "the content as data, for programs"},
     "data",
     true,
     false,
     write_json},
    {{"html", "html", ".html", "text/html", "a page to read, with every value marked"},
     "html",
     true,
     false,
     write_html},
    {{"csv", "csv", ".csv", "text/csv", "every quantity as a row of a table"},
     NULL,
     true,
     true,
     write_csv},
    {{"csv-metadata", "csv", ".csv-metadata.json", "application/csvm+json",
      "what the columns of that table mean"},
     NULL,
     true,
     true,
     write_csv_metadata},
    {{"lint", "lint", ".txt", "text/plain", "what a careful reader would query, line by line"},
     NULL,
     false,
     true,
     write_lint},
};

const struct hb_form *hb_form_at(size_t index)
{
    return index < sizeof forms / sizeof *forms ? &forms[index] : NULL;
}

const struct hb_form *hb_form_find(const char *name)
{
    const struct hb_form *form = NULL;
    for (size_t i = 0; name != NULL && (form = hb_form_at(i)) != NULL; i++)
        if (strcmp(form->shown.name, name) == 0)
            break;
    return form;
}
