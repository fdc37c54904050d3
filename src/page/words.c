#include "page/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/file.h"
#include "xml/walk.h"

static const char *const codes[] = {"zh", "en"};
enum { LANGUAGES = sizeof codes / sizeof *codes };

struct word {
    const char *element, *name, *text;
};

struct hb_language {
    struct hb_xml *xml; /* what the rest points into */
    const char *html;
    struct word *words; /* sorted */
    size_t n;
};

struct hb_words {
    struct hb_language languages[LANGUAGES];
};

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = strcmp(a->element, b->element);
    return order != 0 ? order : strcmp(a->name, b->name);
}

static struct word read_word(const struct hb_xml_cursor *element)
{
    struct hb_xml_cursor text = *element;
    const char *name = hb_xml_get(element, "name");
    bool any = hb_xml_next(&text) == HB_XML_TEXT;
    return (struct word){hb_xml_name(element), name == NULL ? "" : name,
                         any ? hb_xml_chars(&text) : ""};
}

static enum hb_status list_words(struct hb_language *language)
{
    struct hb_xml_cursor root = hb_xml_start(language->xml);
    hb_xml_next(&root);
    struct hb_xml_cursor at = root;
    size_t n = 0;
    while (hb_xml_next_child(&at, &root))
        n++;
    language->words = calloc(n + 1, sizeof *language->words);
    if (language->words == NULL)
        return HB_NOMEM;
    for (at = root; hb_xml_next_child(&at, &root);)
        language->words[language->n++] = read_word(&at);
    qsort(language->words, language->n, sizeof *language->words, compare_words);
    language->html = hb_xml_get(&root, "html");
    return HB_OK;
}

static enum hb_status read_language(struct hb_language *language, const char *code)
{
    char path[64];
    enum hb_status status = HB_INTERNAL;
    snprintf(path, sizeof path, "templates/html/strings.%s.xml", code);
    const struct hb_asset *asset = hb_asset_find(path);
    if (asset == NULL)
        return status;
    language->xml = hb_xml_read(asset->bytes, asset->size, path, NULL, NULL, &status);
    return language->xml == NULL ? status : list_words(language);
}

enum hb_status hb_words_new(struct hb_words **words, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    *words = calloc(1, sizeof **words);
    if (*words == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    for (size_t i = 0; i < LANGUAGES && status == HB_OK; i++)
        status = read_language(&(*words)->languages[i], codes[i]);
    if (status == HB_OK)
        return HB_OK;
    hb_words_free(*words);
    *words = NULL;
    return hb_error_set(error, status, NULL, 0, 0, NULL);
}

void hb_words_free(struct hb_words *words)
{
    for (size_t i = 0; words != NULL && i < LANGUAGES; i++) {
        hb_xml_free(words->languages[i].xml);
        free(words->languages[i].words);
    }
    free(words);
}

const struct hb_language *hb_words_in(const struct hb_words *words, const char *code)
{
    static const struct hb_language none = {.html = ""};
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strcmp(codes[i], code) == 0)
            return &words->languages[i];
    return &none;
}

const char *hb_words_html(const struct hb_language *language)
{
    return language->html;
}

const char *hb_words_get(const struct hb_language *language, const char *element, const char *name)
{
    struct word wanted = {.element = element, .name = name};
    const struct word *found = language->n == 0 ? NULL
                                                : bsearch(&wanted, language->words, language->n,
                                                          sizeof wanted, compare_words);
    return found == NULL ? "" : found->text;
}
