/* XSLT 1.0 with EXSLT. A template reads the tree it is given and what it named when it was
 * compiled: no other file, no network, no writing; its steps are counted. template.c is the only
 * file that calls libxslt. */
#ifndef HB_XML_TEMPLATE_H
#define HB_XML_TEMPLATE_H

#include "base/arena.h"
#include "xml/xml.h"

struct hb_template;

/* Compiles a template: an asset ("templates/html/report.xsl") or a file. xsl:import and
 * xsl:include may name files in the same folder or below it, and assets as
 * "huibao:/templates/html/report.xsl", and so may document('NAME') with the name written out; such
 * files are read once, here. Read-only afterwards: threads may share it. HB_TEMPLATE
 * with file and line when it is wrong, HB_IO when there is no such file. */
enum hb_status hb_template_new(const char *path, bool is_asset, struct hb_template **template_,
                               struct hb_error *error);
void hb_template_free(struct hb_template *template_);

/* What is wrong with parameters: a name that is none, a value that is not UTF-8, a name that is
 * given twice. NULL when nothing is. */
const char *hb_template_parameter_fault(const struct hb_parameter *parameters, size_t n);
/* The result of a template, a tree of its own. Values of parameters are strings, whatever they
 * look like. The watch of `arena` (or NULL) may stop it (hb_xml_memory_take()). */
enum hb_status hb_template_apply(const struct hb_template *template_, const struct hb_xml *xml,
                                 const struct hb_parameter *parameters, size_t n,
                                 struct hb_arena *arena, struct hb_xml **result,
                                 struct hb_error *error);
/* Serialises a result as the template's xsl:output says. */
enum hb_status hb_template_write(const struct hb_template *template_, const struct hb_xml *result,
                                 struct hb_buffer *out);

/* libxslt has one error handler and one list of functions for the whole process. Sets a handler
 * that looks for the call of ours that is under way on the same thread, and is silent when it
 * finds none; adds the EXSLT modules common, math, sets and strings. To be called before
 * templates are used; again does no harm. */
void hb_template_setup(void);

#endif
