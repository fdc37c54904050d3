/* What templates are given besides the tree. */
#include <string.h>

#include "xml/libxml.h"
#include "xml/template.h"

static bool is_repeated(const struct hb_parameter *parameters, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(parameters[i].name, parameters[n].name) == 0)
            return true;
    return false;
}

const char *hb_template_parameter_fault(const struct hb_parameter *parameters, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (xmlValidateNCName(XSTR(parameters[i].name), 0) != 0)
            return "the name of a parameter is not a plain name";
        if (!xmlCheckUTF8(XSTR(parameters[i].value)))
            return "the value of a parameter is not UTF-8";
        if (is_repeated(parameters, i))
            return "a parameter is given twice";
    }
    return NULL;
}
