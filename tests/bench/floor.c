/* What a conversion cannot do without, when it stands on these libraries: read the source, have a
 * tree in libxml2, check it against the schema, serialise it, write the data by libyaml, write a
 * plain page, and put three files on the disk. The tree is parsed from XML that huibao wrote
 * before, instead of being built; the events of the YAML are read from a file.
 *
 * usage: floor prepare FOLDER OUT LIST     FOLDER/yaml/STEM.yaml -> FOLDER/events/STEM
 *        floor run FOLDER OUT LIST SCHEMA
 * LIST names the sources, a line each: PATH, a tab, STEM. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "yaml_loop.h"

enum { MOST_PATH = 1024 };

static void stop(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static void name_file(char path[MOST_PATH], const char *folder, const char *kind, const char *stem,
                      const char *suffix)
{
    if (snprintf(path, MOST_PATH, "%s/%s/%s%s", folder, kind, stem, suffix) >= MOST_PATH)
        stop("a path is too long");
}

static void read_file(const char *path, struct text *text)
{
    char bytes[1 << 16];
    FILE *file = fopen(path, "rb");
    size_t size;
    if (file == NULL)
        stop(path);
    setvbuf(file, NULL, _IONBF, 0);
    text->size = 0;
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
        text_add(text, bytes, size);
    fclose(file);
}

static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        stop(path);
    setvbuf(file, NULL, _IONBF, 0);
    if (fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        stop(path);
}

/* Makes the folders above a file; those that are there are no fault. */
static void make_folders(const char *path)
{
    char folder[MOST_PATH];
    snprintf(folder, sizeof folder, "%s", path);
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(folder, 0777);
        *slash = '/';
    }
}

/* ---- A plain page ---------------------------------------------------------------------------- */

static void put(struct text *out, const char *text)
{
    text_add(out, text, strlen(text));
}

static void put_escaped(struct text *out, const char *text)
{
    for (;; text++) {
        size_t size = strcspn(text, "<>&");
        text_add(out, text, size);
        text += size;
        if (*text == '\0')
            return;
        put(out, *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : "&amp;");
    }
}

/* The next node in the order of the document; NULL after the last. */
static const xmlNode *next_node(const xmlNode *node)
{
    if (node->children != NULL && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node != NULL && node->next == NULL)
        node = node->parent;
    return node == NULL ? NULL : node->next;
}

static void write_page(xmlDocPtr doc, struct text *out)
{
    put(out, "<!DOCTYPE html><html lang=\"zh\"><meta charset=\"utf-8\"><body>\n");
    for (const xmlNode *n = xmlDocGetRootElement(doc); n != NULL; n = next_node(n)) {
        if (n->type == XML_TEXT_NODE) {
            put_escaped(out, (const char *)n->content);
        } else if (strcmp((const char *)n->name, "item") == 0) {
            put(out, "<p>");
        } else if (strcmp((const char *)n->name, "section") == 0) {
            put(out, "<h2>");
        }
    }
    put(out, "</body></html>\n");
}

/* ---- One source ------------------------------------------------------------------------------ */

static void run_one(const char *folder, const char *out_folder, const char *source,
                    const char *stem, xmlSchemaValidCtxtPtr validator)
{
    static struct text text, events, out;
    char path[MOST_PATH];
    xmlChar *xml;
    int size;
    read_file(source, &text);
    name_file(path, folder, "xml", stem, ".xml");
    read_file(path, &text);
    xmlDocPtr doc = xmlReadMemory(text.bytes, (int)text.size, path, NULL, XML_PARSE_NONET);
    if (doc == NULL || xmlSchemaValidateDoc(validator, doc) != 0)
        stop(path);
    xmlDocDumpMemoryEnc(doc, &xml, &size, "UTF-8");
    name_file(path, out_folder, "xml", stem, ".xml");
    write_file(path, (const char *)xml, (size_t)size);
    xmlFree(xml);
    name_file(path, folder, "events", stem, "");
    read_file(path, &events);
    out.size = 0;
    if (!events_write(&events, &out))
        stop(path);
    name_file(path, out_folder, "yaml", stem, ".yaml");
    write_file(path, out.bytes, out.size);
    out.size = 0;
    write_page(doc, &out);
    name_file(path, out_folder, "html", stem, ".html");
    write_file(path, out.bytes, out.size);
    xmlFreeDoc(doc);
}

static void prepare_one(const char *folder, const char *out_folder, const char *stem)
{
    static const char *const kinds[] = {"xml", "yaml", "html"};
    struct text text = {0}, events = {0};
    char path[MOST_PATH];
    name_file(path, folder, "yaml", stem, ".yaml");
    read_file(path, &text);
    if (!events_read(&events, text.bytes, text.size))
        stop(path);
    name_file(path, folder, "events", stem, "");
    make_folders(path);
    write_file(path, events.bytes, events.size);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        name_file(path, out_folder, kinds[i], stem, "");
        make_folders(path);
    }
    free(text.bytes);
    free(events.bytes);
}

int main(int count, char **words)
{
    char line[2 * MOST_PATH];
    bool prepare = count == 5 && strcmp(words[1], "prepare") == 0;
    if (!prepare && (count != 6 || strcmp(words[1], "run") != 0))
        stop("usage: floor prepare FOLDER OUT LIST, floor run FOLDER OUT LIST SCHEMA");
    FILE *list = fopen(words[4], "rb");
    if (list == NULL)
        stop(words[4]);
    xmlSchemaParserCtxtPtr parser = prepare ? NULL : xmlSchemaNewParserCtxt(words[5]);
    xmlSchemaPtr schema = prepare ? NULL : xmlSchemaParse(parser);
    xmlSchemaValidCtxtPtr validator = prepare ? NULL : xmlSchemaNewValidCtxt(schema);
    while (fgets(line, sizeof line, list) != NULL) {
        char *tab = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (tab == NULL)
            stop("a line without a tab");
        *tab++ = '\0';
        if (prepare)
            prepare_one(words[2], words[3], tab);
        else
            run_one(words[2], words[3], line, tab, validator);
    }
    xmlSchemaFreeValidCtxt(validator);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    fclose(list);
    return 0;
}
