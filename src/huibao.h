/* huibao: Chinese 双拥 work reports as structured data.
 *
 * A source (the bytes of one file) is converted into a document: one or more reports, each
 * divided into five parts, with every quantity, date and name marked and tied to its place in
 * the source. A document can be written in several formats, validated, and turned back into the
 * bytes it was read from. docs/schema.md describes the XML vocabulary.
 *
 * Offsets are code points of the decoded source (byte order mark dropped, line ends kept),
 * half-open, as in the W3C Web Annotation TextPositionSelector. Lines and columns count from 1;
 * columns count code points. Text passed in and out is UTF-8 unless a note says otherwise.
 *
 * Threads: the type of what a function takes says who may call it. `const struct hb_context *` and
 * `const struct hb_review *` may be shared by any number of threads; a document, a site, and a
 * context or review that is not const belong to one thread at a time; documents of one context may
 * be used by as many threads as there are documents. Functions that take none of these keep nothing
 * and may be called by any thread. Exceptions stand at hb_context_new() and hb_xml_memory_set().
 * The library keeps no global state, never prints, never exits and never reads the environment.
 *
 * Failure: any call that returns a status may return HB_NOMEM; what else it may return stands with
 * it. Then what it was to fill is not to be used, unless a note says more. Pointers that are passed
 * in are not NULL unless a note says that they may be; what they point at is read during the call
 * and not kept. "Strings belong to X" means: until X is freed.
 *
 * Standards: dates are ISO 8601 with the masks and intervals of EDTF (ISO 8601-2); digests SHA-256
 * (FIPS 180-4); encodings and media types go by their IANA names, languages by BCP 47. */
#ifndef HUIBAO_H
#define HUIBAO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(HB_STATIC)
#define HB_API
#elif defined(__GNUC__)
#define HB_API __attribute__((visibility("default")))
#else
#define HB_API
#endif
#if defined(__GNUC__)
#define HB_MUST_CHECK __attribute__((warn_unused_result))
#else
#define HB_MUST_CHECK
#endif

/* The version of the library, "1.2.3"; static storage. */
HB_API const char *hb_version(void);

/* ---- Status ------------------------------------------------------------------------------- */

/* Why a call could not go on. What the reader of a report should know is a diagnostic instead. */
enum hb_status {
    HB_OK,
    HB_NOMEM,    /* memory is out */
    HB_IO,       /* reading or writing failed */
    HB_ENCODING, /* the bytes are not text in an encoding known here */
    HB_LIMIT,    /* a named limit was reached (struct hb_limits) */
    HB_TEMPLATE, /* a template cannot be read, compiled or applied */
    HB_SCHEMA,   /* XML that is not valid, or an account that does not add up */
    HB_USAGE,    /* an argument has no meaning: unknown format, encoding, template */
    HB_DATA,     /* a vocabulary file is wrong; the message has line and column */
    HB_INTERNAL, /* a promise of this library is broken: please report it */
    HB_STOPPED   /* the caller's watch said so (struct hb_watch) */
};

/* A name for people: "out of memory"; static storage. */
HB_API const char *hb_status_text(enum hb_status status);

/* What went wrong, filled by calls that take it when they fail; may be NULL. `status` is what the
 * call returns; `file` and `text` are NUL-terminated, cut when too long, "" when there is nothing
 * to say; `line` and `column` are 0 when there is no place to name. */
struct hb_error {
    enum hb_status status;
    uint32_t line, column;
    char file[256];
    char text[512];
};

/* ---- Context ------------------------------------------------------------------------------ */

/* Own allocator for the memory of documents: what they are read into, not what libxml2 takes to
 * write them (hb_xml_memory_set()). `take` returns memory aligned for any type or NULL; `give`
 * accepts what `take` returned. Both, and `self`, are used until the last document is freed, by
 * every thread that works on one. */
struct hb_allocator {
    void *(*take)(void *self, size_t size);
    void (*give)(void *self, void *memory);
    void *self;
};

/* Ceilings, each with a default (0 means the default; docs/limits.md gives the reasons). */
struct hb_limits {
    size_t input_bytes;       /* bytes of one source: 64 MiB */
    size_t output_bytes;      /* bytes of one output: 1 GiB */
    uint32_t unit_characters; /* code points of one unit; a longer one is divided: 1,000,000 */
    uint32_t outline_depth;   /* levels of headings: 16 */
    uint32_t diagnostics;     /* kept for each document; the rest is counted: 1,000 */
    uint32_t reports;         /* reports in one source: 1,000 */
    uint32_t items;           /* headings and items of one source: 500,000 */
    uint32_t facts;           /* quantities, dates and names of one source: 2,000,000 */
    uint32_t cuts;            /* pieces removed from one source: 250,000 */
    uint32_t raws;            /* places of one source whose bytes are kept apart: 250,000 */
};

/* How a context is made; all zero is the default. The context keeps copies of the strings. */
struct hb_settings {
    const char *vocabulary; /* folder that replaces the built-in vocabularies, or NULL */
    const char *templates;  /* folder in which template names are looked up first, or NULL */
    /* Formats that will be written, "xml,html": what they need is made ready once; what another
     * one needs, each time it is asked for. NULL: every format. */
    const char *formats;
    struct hb_limits limits;
    struct hb_allocator allocator; /* all zero: malloc and free */
    /* Load now what the system would be asked for later, the converters of encodings: for a process
     * that gives up its right to open files. */
    bool resident;
};

struct hb_context;

/* Makes a context: vocabularies, schema and templates, read once. `settings` may be NULL and is
 * not kept. On failure *context is NULL and *error says why: HB_DATA with place for a vocabulary,
 * HB_TEMPLATE with place for a template, HB_IO or HB_LIMIT for a file that cannot be read or is too
 * large, HB_USAGE for a path that is too long. Free with hb_context_free().
 * Threads: libxml2 and libxslt set up tables of the whole process the first time they are used,
 * so the first call of a process must return before another thread calls it. */
HB_API HB_MUST_CHECK enum hb_status hb_context_new(const struct hb_settings *settings,
                                                   struct hb_context **context,
                                                   struct hb_error *error);
/* Compiles a template that outputs will name (struct hb_output.template_), once for all of them;
 * without this it is compiled for each. Failure changes nothing: HB_TEMPLATE with place, HB_USAGE
 * when no template has this name. Threads: no other may use the context meanwhile. */
HB_API HB_MUST_CHECK enum hb_status
hb_context_prepare(struct hb_context *context, const char *template_, struct hb_error *error);
/* Documents must be freed before their context. NULL is allowed. */
HB_API void hb_context_free(struct hb_context *context);

/* ---- Converting --------------------------------------------------------------------------- */

/* The bytes of one source. They are read during the call and not kept. */
struct hb_source_bytes {
    const char *name; /* recorded in the XML; no path is opened */
    const void *bytes;
    size_t size;
    const char *encoding; /* an IANA name that overrides detection, or NULL */
    const char *family;   /* a layout family that overrides the choice by score, or NULL */
};

struct hb_document;

/* Reads one source. HB_ENCODING when the bytes are no text, HB_LIMIT when there are too many (the
 * error names the limit), HB_USAGE for an encoding or a family that is not known, HB_IO when the
 * system has no converter for the encoding; then *document is NULL. An empty source is a document
 * without reports and with the diagnostic `empty-input`. Free with hb_document_free(). */
HB_API HB_MUST_CHECK enum hb_status hb_convert(const struct hb_context *context,
                                               const struct hb_source_bytes *source,
                                               struct hb_document **document,
                                               struct hb_error *error);

/* Asked from time to time whether to stop: between the steps of reading and writing, and each time
 * more memory is needed, at most a megabyte apart. Called on the thread that works on the document.
 * While a template runs only where libxml2's memory comes from hb_xml_memory_take(), each time it
 * takes 1 KiB or more at once; the number of its steps is limited. */
struct hb_watch {
    bool (*stop)(void *self); /* NULL: never */
    void *self;               /* used until the document is freed */
};

/* hb_convert() for a source that may take too long. `watch` is copied; NULL: never stop. Once it
 * has said true, every call on the document that returns a status ends with HB_STOPPED, and nothing
 * is left but to free it. */
HB_API HB_MUST_CHECK enum hb_status hb_convert_watched(const struct hb_context *context,
                                                       const struct hb_source_bytes *source,
                                                       const struct hb_watch *watch,
                                                       struct hb_document **document,
                                                       struct hb_error *error);
/* NULL is allowed. */
HB_API void hb_document_free(struct hb_document *document);

/* ---- Diagnostics -------------------------------------------------------------------------- */

enum hb_level { HB_NOTE, HB_WARNING, HB_ERROR };
/* "note", "warning", "error"; static storage. */
HB_API const char *hb_level_text(enum hb_level level);

/* Something the reader should know. Strings belong to the document. Lines end with LF, CR LF or CR.
 */
struct hb_diagnostic {
    const char *code; /* stable name: "impossible-number"; docs/diagnostics.md lists all */
    enum hb_level level;
    const char *message;
    const char *suggestion; /* what probably stood there, or NULL */
    uint32_t start, end;    /* place in the source, code points */
    uint32_t line, column;  /* of `start` */
    uint32_t end_line, end_column;
    const char *excerpt; /* the line around the place, cut to a readable length */
    uint32_t excerpt_column, excerpt_length; /* where the place stands in the excerpt */
};

/* How many diagnostics are kept. */
HB_API size_t hb_diagnostic_count(const struct hb_document *document);
/* How many more there were than are kept (struct hb_limits). */
HB_API size_t hb_diagnostic_dropped(const struct hb_document *document);
/* The diagnostic number `index`, from 0, in the order of their places. Its texts are made anew by
 * each call. HB_USAGE when there is no such number. */
HB_API HB_MUST_CHECK enum hb_status hb_diagnostic_get(struct hb_document *document, size_t index,
                                                      struct hb_diagnostic *diagnostic);

/* Every code the program can report, for documentation and machine-readable reports: calls with
 * index 0, 1, 2 … until it returns false. Strings have static storage. */
struct hb_code {
    const char *code;
    enum hb_level level;
    const char *message;
};
HB_API bool hb_code_get(size_t index, struct hb_code *code);

/* ---- What was read ------------------------------------------------------------------------ */

/* Figures of a document, for summaries. Strings belong to the document. */
struct hb_summary {
    const char *encoding;    /* the source was read in */
    const char *sha256;      /* of its bytes, hexadecimal; "" once it is masked */
    uint32_t characters;     /* code points of the source */
    uint32_t reports, items; /* units, without titles, headings and signatures */
    uint32_t quantities, dates;
    uint32_t removed_characters; /* code points that are no part of a report */
};
HB_API void hb_document_summary(const struct hb_document *document, struct hb_summary *summary);

/* ---- What may not be public --------------------------------------------------------------- */

/* A place that a person should look at before the report is published. Strings belong to the
 * document. */
struct hb_sensitive {
    const char *kind; /* "telephone-number", "identity-number", "account-number",
                         "beneficiary-name", "unit-designation" */
    const char *rule; /* which rule found it: "telephone.mobile" */
    const char *words;
    bool hidden;           /* masked in the source already: 138****1234; nothing to decide */
    uint32_t start, end;   /* place in the source, code points */
    uint32_t line, column; /* of `start` */
};

/* How many such places the whole source has, removed text included; they are looked for the first
 * time one of these is called. The same words are found everywhere once a rule found them. 0 on
 * failure. */
HB_API HB_MUST_CHECK enum hb_status hb_sensitive_count(struct hb_document *document, size_t *count);
/* The place number `index`, from 0, in order. HB_USAGE when there is no such number. */
HB_API HB_MUST_CHECK enum hb_status hb_sensitive_get(struct hb_document *document, size_t index,
                                                     struct hb_sensitive *place);

/* Code points [start, end) of the source; `kind` is recorded: 1 to 64 small letters, digits and
 * hyphens, a hyphen not first. */
struct hb_mask_place {
    uint32_t start, end;
    const char *kind;
};

/* Masks places of a document: from here on all that is written, recorded or reported of it has
 * U+25A0 for each character there, and no value made from them; `source` lists the places and has
 * no SHA-256, so its XML cannot be restored. There is no way back: write what must be whole, such
 * as the XML that holds the account, before. HB_USAGE when a place is not in the source or a kind
 * is no name; on failure the document is as it was. */
HB_API HB_MUST_CHECK enum hb_status
hb_document_mask(struct hb_document *document, const struct hb_mask_place *places, size_t count);

/* Decisions of an office about such places, kept in a YAML file that people edit
 * (docs/publishing.md). An entry finds its place again after edits elsewhere in the source. */
enum hb_decision { HB_UNDECIDED, HB_PUBLISH, HB_MASK };
/* "undecided", "publish", "mask"; static storage. */
HB_API const char *hb_decision_text(enum hb_decision decision);

struct hb_review;
struct hb_writer;

/* Reads a review file; `size` 0 makes an empty one. HB_DATA with place when it is wrong; then
 * *review is NULL. Free with hb_review_free(). */
HB_API HB_MUST_CHECK enum hb_status
hb_review_new(const void *bytes, size_t size, struct hb_review **review, struct hb_error *error);
/* NULL is allowed. */
HB_API void hb_review_free(struct hb_review *review);
/* Fills decisions[0 … hb_sensitive_count): HB_UNDECIDED where the review has no entry. `file` is
 * the name the source has in the review. Any number of threads may share the review. */
HB_API HB_MUST_CHECK enum hb_status hb_review_decide(const struct hb_review *review,
                                                     struct hb_document *document, const char *file,
                                                     enum hb_decision *decisions);
/* Adds an undecided entry for each new place of a document, renews those found again and marks
 * those of this file that are gone. One thread at a time; each file once. After a failure entries
 * of this file may be missing: such a review is not to be written. */
HB_API HB_MUST_CHECK enum hb_status
hb_review_update(struct hb_review *review, struct hb_document *document, const char *file);

/* Entries by decision; those that are gone are counted apart. */
struct hb_review_summary {
    size_t undecided, publish, mask, gone;
};
HB_API void hb_review_summarize(const struct hb_review *review, struct hb_review_summary *summary);
/* Writes the file, in the order of files and places; nothing when it fails. */
HB_API HB_MUST_CHECK enum hb_status hb_review_write(struct hb_review *review,
                                                    const struct hb_writer *writer);

/* ---- Writing ------------------------------------------------------------------------------ */

/* Where output goes: called on the thread of the call that writes, with pieces in order, which are
 * not kept; a status other than HB_OK ends the writing and is returned by that call. */
struct hb_writer {
    enum hb_status (*write)(void *self, const void *bytes, size_t size);
    void *self;
};

/* A format a document can be written in. Strings have static storage. */
struct hb_format {
    const char *name;       /* "xml", "yaml", "json", "html", "csv", "csv-metadata", "lint" */
    const char *folder;     /* where a build puts it, beside the folders of others: "xml" */
    const char *suffix;     /* ".xml" */
    const char *media_type; /* "application/xml" */
    const char *summary;
};
/* Calls with index 0, 1, 2 … until it returns false. */
HB_API bool hb_format_get(size_t index, struct hb_format *format);

/* A name and a value handed to a template as a string parameter. */
struct hb_parameter {
    const char *name, *value;
};

/* What a document is written as. */
struct hb_output {
    const char *format;    /* a name from hb_format_get() */
    const char *template_; /* a template's name or path; NULL: the format's own */
    const struct hb_parameter *parameters;
    size_t parameter_count;
};

/* Writes a document: the whole output is made before the writer is called, so that a failure writes
 * nothing unless it is the writer's. XML is checked against the schema first and never written when
 * it is not valid (HB_SCHEMA, a bug of this library). HB_USAGE for a format or template that is not
 * known, HB_TEMPLATE with place when a template is wrong, HB_LIMIT when the output is too large. A
 * document may be written any number of times, with the same bytes for the same output. */
HB_API HB_MUST_CHECK enum hb_status hb_write(struct hb_document *document,
                                             const struct hb_output *output,
                                             const struct hb_writer *writer,
                                             struct hb_error *error);

/* ---- Pages about many documents ----------------------------------------------------------- */

/* Writes all that pages about many documents need to know of one: its record. A record is
 * opaque, private to the version of the program that wrote it, and stands for the document from
 * then on: it can be kept and used again when the source has not changed. `stem` is the path of the
 * document's outputs below each format's folder, without suffix ("2018/a"); `hash` the first 12
 * hexadecimal digits of the SHA-256 of its XML, under which this version of the page can be
 * addressed for good ("2018/a.HASH.html"), or NULL. HB_LIMIT when it is larger than an output may
 * be; a failure writes nothing unless it is the writer's. */
HB_API HB_MUST_CHECK enum hb_status hb_document_record(struct hb_document *document,
                                                       const char *stem, const char *hash,
                                                       const struct hb_writer *writer,
                                                       struct hb_error *error);

/* Where a site is written. Paths are relative to the folder of the site, with '/' between names:
 * "index.html", "search/terms-12.js". One file is open at a time. */
struct hb_store {
    /* Begins a file and fills *writer, which is used until close. */
    enum hb_status (*open)(void *self, const char *path, struct hb_writer *writer);
    /* Ends the file that is open: `good` is false when it must be given up. */
    enum hb_status (*close)(void *self, bool good);
    /* A new empty file without a name, open for reading and writing; closed with fclose() by the
     * library. NULL when there can be none. */
    FILE *(*scratch)(void *self);
    void *self;
};

/* How a site is made; all zero is the default. */
struct hb_site_settings {
    const char *language; /* of the pages: "zh" (also when NULL) or "en" */
    const char *formats;  /* names of the formats beside each page: "xml yaml json", or NULL */
    const char *date; /* of this build, "2026-11-22"; NULL: the parameter `date`, else the newest
                         date of the reports */
    const struct hb_parameter *parameters; /* handed to every template */
    size_t parameter_count;
};

/* The pages about all documents of a folder: index, comparison, quality, changes, feed, search. */
struct hb_site;

/* `settings` may be NULL and is copied; `store` is copied, what its `self` points at is not, and
 * the context is used until the site is freed. HB_USAGE for a date that is none; then *site is
 * NULL. Files may be written, and scratch files opened, by any of the calls below; besides what
 * stands with them they return what the store returned, HB_IO when a scratch file cannot be used,
 * and HB_TEMPLATE with place. After a failure, but for those that say otherwise, a site can only be
 * freed. Free with hb_site_free(). */
HB_API HB_MUST_CHECK enum hb_status hb_site_new(const struct hb_context *context,
                                                const struct hb_site_settings *settings,
                                                const struct hb_store *store, struct hb_site **site,
                                                struct hb_error *error);
/* NULL is allowed. */
HB_API void hb_site_free(struct hb_site *site);
/* Adds the record of one document; documents are listed in this order. HB_SCHEMA when it is no
 * record of this version of the program: nothing was added then, and the record must be made
 * again. */
HB_API HB_MUST_CHECK enum hb_status hb_site_add(struct hb_site *site, const void *record,
                                                size_t size, struct hb_error *error);
/* Adds the record a document had in the build before, for the list of changes. Without any, there
 * was no build before. One that cannot be read is passed over. */
HB_API HB_MUST_CHECK enum hb_status hb_site_add_previous(struct hb_site *site, const void *record,
                                                         size_t size, struct hb_error *error);
/* True for a stem under which the site may write a page of its own ("index", "compare-2"): no
 * document may have it. */
HB_API bool hb_site_is_page(const char *stem);
/* Writes all pages. To be called once, after everything was added. */
HB_API HB_MUST_CHECK enum hb_status hb_site_write(struct hb_site *site, struct hb_error *error);
/* The same for several threads. First finds out what there is to write, once, after everything was
 * added: jobs [0, *jobs). */
HB_API HB_MUST_CHECK enum hb_status hb_site_prepare(struct hb_site *site, size_t *jobs,
                                                    struct hb_error *error);
/* Then each job is done once, in any order, on any thread, several at the same time. Its files go
 * to `store`, of which no other call may make use meanwhile; its `scratch` is not asked for.
 * HB_USAGE when there is no job of this number. */
HB_API HB_MUST_CHECK enum hb_status hb_site_make(struct hb_site *site, size_t job,
                                                 const struct hb_store *store,
                                                 struct hb_error *error);

/* ---- XML that was written before ---------------------------------------------------------- */

/* One fault found in XML; strings live until the call that was given it returns. */
struct hb_finding {
    const char *code; /* "not-well-formed", "schema", "account", "checksum", "value", "masked" */
    const char *message;
    uint32_t line;       /* in the XML, 0 when unknown */
    enum hb_level level; /* HB_ERROR for a fault; HB_WARNING for what only should be known */
};
typedef void hb_finding_handler(void *self, const struct hb_finding *finding);

/* Checks XML that this program, or anyone, wrote: the schema, the account (pieces tile the
 * source, the restored bytes have the recorded SHA-256) and the values (each value re-read from
 * its own text). Every fault is handed to `handler`. HB_OK when there is none, HB_SCHEMA when
 * there are some, HB_LIMIT when it is larger than an output may be. Of a source that was masked
 * before it was written, the account is checked as far as it goes, and a warning says that the
 * source cannot be restored. The XML is not trusted: DOCTYPE, entities and anything outside the
 * bytes given are refused. */
HB_API HB_MUST_CHECK enum hb_status hb_validate(const struct hb_context *context, const void *xml,
                                                size_t size, hb_finding_handler *handler,
                                                void *self);

/* Writes the bytes of the source the XML was made from, checked against the recorded SHA-256
 * before the first byte is written. HB_SCHEMA, with the line in the XML, when it is not valid or
 * the source cannot be restored; HB_LIMIT when it is larger than an output may be. */
HB_API HB_MUST_CHECK enum hb_status hb_restore(const struct hb_context *context, const void *xml,
                                               size_t size, const struct hb_writer *writer,
                                               struct hb_error *error);

/* ---- Settings written in YAML -------------------------------------------------------------- */

/* One thing that stands in a settings file. Strings live until the handler returns. */
enum hb_entry_kind { HB_ENTRY_TEXT, HB_ENTRY_LIST, HB_ENTRY_MAPPING };
struct hb_entry {
    const char *path; /* the keys that lead to it, joined by '/': "site/site-name" */
    bool item;        /* an item of the list that has this path */
    enum hb_entry_kind kind;
    const char *text;                  /* of HB_ENTRY_TEXT, else NULL */
    uint32_t line, column;             /* of its key; of an item, its own */
    uint32_t value_line, value_column; /* where the value begins */
};
typedef void hb_entry_handler(void *self, const struct hb_entry *entry);

/* Reads a program's settings with the care the vocabularies are read with: one document of at
 * most 4 MiB, a mapping or nothing at all; no aliases, anchors, tags or keys that stand twice.
 * Hands each entry to `handler` in the order of the file, a list or mapping before what stands in
 * it. HB_DATA, with place and before any entry, when the bytes are no such file. */
HB_API HB_MUST_CHECK enum hb_status hb_entries_read(const char *bytes, size_t size,
                                                    hb_entry_handler *handler, void *self,
                                                    struct hb_error *error);
/* The SHA-256 of bytes as 64 lower-case hexadecimal digits and a NUL, as `source` has it. */
HB_API void hb_sha256(const void *bytes, size_t size, char hex[65]);

/* ---- Memory of the process ------------------------------------------------------------------ */

/* libxml2 and libxslt crash where some of their allocations fail, and are silent about others. A
 * program that owns its process makes them take memory by functions of its own, which give NULL
 * only where it would rather go on than end in order. What they return is freed with free(). */
struct hb_xml_memory {
    void *(*get)(size_t size);
    void *(*resize)(void *memory, size_t size);
    char *(*copy)(const char *text);
};
/* Before any other call, while the process has one thread. */
HB_API void hb_xml_memory_set(const struct hb_xml_memory *memory);
/* realloc() for such functions. While libxml2 works for huibao something is kept in reserve: when
 * memory is out it is given back, so that this work ends in order, soon and with HB_NOMEM. When
 * that is used up, too, the result is NULL and *doomed true: the libraries may crash. */
HB_API void *hb_xml_memory_take(void *memory, size_t size, bool *doomed);

/* ---- What is shipped ---------------------------------------------------------------------- */

/* A file built into the program: schemas, templates, vocabularies. Static storage. */
struct hb_asset {
    const char *path; /* "schemas/report.xsd", "templates/html/report.xsl" */
    const unsigned char *bytes;
    size_t size;
};
/* Calls with index 0, 1, 2 … until it returns false. */
HB_API bool hb_asset_get(size_t index, struct hb_asset *asset);

#ifdef __cplusplus
}
#endif

#endif
