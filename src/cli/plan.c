#include "cli/plan.h"

#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "cli/settings.h"
#include "cli/source.h"
#include "cli/templates.h"

/* What every template gets besides what the library adds: formats, lang. */
enum { COMMON_PARAMETERS = 2 };

static bool find_format(const char *name, struct hb_format *format)
{
    for (size_t i = 0; hb_format_get(i, format); i++)
        if (strcmp(format->name, name) == 0)
            return true;
    return false;
}

static bool refuse(struct hb_cli *cli, const char *what, const char *value)
{
    char text[512];
    snprintf(text, sizeof text, "%s: %s", what, value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

static struct hb_cli_target *find_target(const struct hb_cli_plan *plan, const char *name,
                                         size_t size)
{
    for (size_t i = 0; i < plan->target_count; i++)
        if (strlen(plan->targets[i].format.name) == size &&
            memcmp(plan->targets[i].format.name, name, size) == 0)
            return &plan->targets[i];
    return NULL;
}

/* Cuts the list of formats at its commas. A format named twice is written once. */
static bool read_formats(struct hb_cli_plan *plan, struct hb_cli *cli)
{
    struct hb_format format;
    for (char *name = plan->text, *comma; name != NULL; name = comma) {
        comma = strchr(name, ',');
        if (comma != NULL)
            *comma++ = '\0';
        if (!find_format(name, &format))
            return refuse(cli, "unknown format", name);
        if (find_target(plan, name, strlen(name)) == NULL)
            plan->targets[plan->target_count++].format = format;
    }
    return true;
}

static void set_template(struct hb_cli_target *target, const char *value)
{
    free(target->path);
    target->path = hb_cli_templates_dup_path(value);
    target->template_ = target->path != NULL ? target->path : value;
}

/* "FORMAT=TEMPLATE", or TEMPLATE alone where there is one format to write. A folder of several
 * templates was given to the context. */
static bool read_templates(struct hb_cli_plan *plan, struct hb_cli *cli)
{
    const char *value;
    for (size_t i = 0; (value = hb_cli_options_at(&cli->options, HB_OPTION_TEMPLATE, i)); i++) {
        const char *equals = strchr(value, '=');
        struct hb_cli_target *target =
            equals == NULL ? NULL : find_target(plan, value, (size_t)(equals - value));
        if (target != NULL)
            set_template(target, equals + 1);
        else if (hb_cli_templates_are_in(value))
            continue;
        else if (plan->target_count == 1)
            set_template(&plan->targets[0], value);
        else
            return refuse(cli, "say for which format, FORMAT=TEMPLATE", value);
    }
    return true;
}

/* Adds a parameter, or gives the one of that name a new value. */
static void set_parameter(struct hb_cli_plan *plan, const char *name, const char *value)
{
    size_t i = 0;
    while (i < plan->parameter_count && strcmp(plan->parameters[i].name, name) != 0)
        i++;
    plan->parameters[i].name = name;
    plan->parameters[i].value = value;
    plan->parameter_count += i == plan->parameter_count;
}

/* "NAME=TEXT". The names are cut out of copies in plan->text. */
static bool read_parameters(struct hb_cli_plan *plan, struct hb_cli *cli, char *room)
{
    const char *value;
    for (size_t i = 0; (value = hb_cli_options_at(&cli->options, HB_OPTION_PARAMETER, i)); i++) {
        const char *equals = strchr(value, '=');
        if (equals == NULL || equals == value)
            return refuse(cli, "a parameter is NAME=TEXT", value);
        memcpy(room, value, (size_t)(equals - value));
        room[equals - value] = '\0';
        set_parameter(plan, room, equals + 1);
        room += equals - value + 1;
    }
    return true;
}

/* Adds a parameter of our own, unless the user gave one of that name. */
static void add_parameter(struct hb_parameter *parameters, size_t *count, const char *name,
                          const char *value)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(parameters[i].name, name) == 0)
            return;
    parameters[*count].name = name;
    parameters[(*count)++].value = value;
}

/* The formats whose files stand in folders beside the pages: "xml yaml json". */
static void list_siblings(const struct hb_cli_plan *plan, char *text)
{
    char *end = text;
    *end = '\0';
    for (size_t i = 0; i < plan->target_count; i++) {
        const struct hb_format *format = &plan->targets[i].format;
        if (strcmp(format->name, "html") == 0 || strcmp(format->suffix + 1, format->name) != 0)
            continue;
        if (end > text)
            *end++ = ' ';
        size_t size = strlen(format->name) + 1;
        memcpy(end, format->name, size);
        end += size - 1;
    }
}

static void add_common_parameters(struct hb_cli_plan *plan, const char *language, char *room)
{
    list_siblings(plan, room);
    add_parameter(plan->parameters, &plan->parameter_count, "formats", room);
    add_parameter(plan->parameters, &plan->parameter_count, "lang", language);
}

static size_t count_formats(const char *list)
{
    size_t count = 1;
    for (; *list != '\0'; list++)
        count += *list == ',';
    return count;
}

static bool make_room(struct hb_cli_plan *plan, struct hb_cli *cli, const char *formats)
{
    const char *value;
    size_t size = 2 * (strlen(formats) + 1), parameters = COMMON_PARAMETERS;
    for (size_t i = 0; (value = hb_cli_options_at(&cli->options, HB_OPTION_PARAMETER, i)); i++) {
        size += strlen(value) + 1;
        parameters++;
    }
    plan->targets = calloc(count_formats(formats), sizeof *plan->targets);
    plan->parameters = calloc(parameters, sizeof *plan->parameters);
    plan->text = malloc(size);
    plan->target_count = plan->parameter_count = 0;
    if (plan->targets != NULL && plan->parameters != NULL && plan->text != NULL) {
        memcpy(plan->text, formats, strlen(formats) + 1);
        return true;
    }
    hb_cli_report_failure(&cli->report, "huibao", "out-of-memory", "out of memory");
    return false;
}

static enum hb_status swallow(void *self, const void *bytes, size_t size)
{
    (void)self;
    (void)bytes;
    (void)size;
    return HB_OK;
}

/* True when the library says what no source can mend: the options are wrong. Other failures are
 * left to the sources. */
static bool is_fault_of_options(enum hb_status status)
{
    return status == HB_USAGE || status == HB_TEMPLATE || status == HB_DATA;
}

static void refuse_reading(struct hb_cli *cli, const struct hb_cli_plan *plan)
{
    char text[256];
    const char *encoding = plan->encoding, *family = plan->family;
    snprintf(text, sizeof text, "unknown %s%s%s: %s%s%s", encoding != NULL ? "encoding" : "",
             encoding != NULL && family != NULL ? " or " : "", family != NULL ? "family" : "",
             encoding != NULL ? encoding : "", encoding != NULL && family != NULL ? ", " : "",
             family != NULL ? family : "");
    hb_cli_report_usage(&cli->report, text);
}

static bool try_target(const struct hb_cli_plan *plan, struct hb_cli *cli,
                       struct hb_document *document, const struct hb_cli_target *target)
{
    struct hb_error error = {0};
    struct hb_writer writer = {swallow, NULL};
    struct hb_output output = {target->format.name, target->template_, plan->parameters,
                               plan->parameter_count};
    /* What fails here fails again below, and is told there. */
    if (target->template_ != NULL &&
        hb_context_prepare(cli->context, target->template_, NULL) == HB_NOMEM)
        return true;
    enum hb_status status = hb_write(document, &output, &writer, &error);
    if (status == HB_USAGE)
        hb_cli_report_usage(&cli->report,
                            error.text[0] != '\0' ? error.text : hb_status_text(status));
    else if (is_fault_of_options(status))
        hb_cli_report_error(&cli->report, "huibao", status, &error);
    return !is_fault_of_options(status);
}

/* Tries the options on a source without bytes, so that a wrong one is told once and at once. */
static bool try_plan(const struct hb_cli_plan *plan, struct hb_cli *cli)
{
    struct hb_error error = {0};
    struct hb_document *document = NULL;
    struct hb_source_bytes source = {"empty", "", 0, plan->encoding, plan->family};
    bool good = hb_convert(cli->context, &source, &document, &error) != HB_USAGE;
    if (!good)
        refuse_reading(cli, plan);
    for (size_t i = 0; good && document != NULL && i < plan->target_count; i++)
        good = try_target(plan, cli, document, &plan->targets[i]);
    hb_document_free(document);
    return good;
}

static bool read_seconds(struct hb_cli_plan *plan, struct hb_cli *cli)
{
    char text[256];
    const char *value = hb_cli_options_get(&cli->options, HB_OPTION_TIMEOUT);
    if (strcmp(hb_cli_options_get(&cli->options, HB_OPTION_LIMITS), "strict") == 0)
        plan->seconds = HB_CLI_STRICT_SECONDS;
    if (value == NULL || hb_cli_number_read(value, HB_CLI_MOST_SECONDS, &plan->seconds))
        return true;
    snprintf(text, sizeof text, "not a number from 1 to %d: %s", HB_CLI_MOST_SECONDS, value);
    hb_cli_report_usage(&cli->report, text);
    return false;
}

bool hb_cli_plan_init(struct hb_cli_plan *plan, struct hb_cli *cli, const char *formats)
{
    memset(plan, 0, sizeof *plan);
    plan->encoding = hb_cli_options_get(&cli->options, HB_OPTION_ENCODING);
    plan->family = hb_cli_options_get(&cli->options, HB_OPTION_FAMILY);
    if (!read_seconds(plan, cli) || !make_room(plan, cli, formats) || !read_formats(plan, cli) ||
        !read_templates(plan, cli))
        return false;
    /* The room holds the list of formats, cut up; the list for templates; the parameters. */
    char *siblings = plan->text + strlen(formats) + 1, *names = siblings + strlen(formats) + 1;
    if (!read_parameters(plan, cli, names))
        return false;
    const char *language = hb_cli_options_get(&cli->options, HB_OPTION_LANG);
    if (!hb_cli_is_language(language))
        return refuse(cli, "not a language of pages, zh or en", language);
    plan->siblings = siblings;
    add_common_parameters(plan, language, siblings);
    return try_plan(plan, cli);
}

void hb_cli_plan_hide(struct hb_cli_plan *plan, const char *format)
{
    char *to = plan->siblings;
    for (const char *from = plan->siblings; *from != '\0';) {
        size_t size = strcspn(from, " "), rest = strspn(from + size, " ");
        if (strlen(format) != size || memcmp(from, format, size) != 0) {
            memmove(to, from, size + rest);
            to += size + rest;
        }
        from += size + rest;
    }
    while (to > plan->siblings && to[-1] == ' ')
        to--;
    *to = '\0';
}

void hb_cli_plan_done(struct hb_cli_plan *plan)
{
    for (size_t i = 0; i < plan->target_count; i++)
        free(plan->targets[i].path);
    free(plan->targets);
    free(plan->parameters);
    free(plan->text);
    memset(plan, 0, sizeof *plan);
}

void hb_cli_source_name(char *name, size_t size, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    hb_cli_screen_escape(name, size, strcmp(path, "-") == 0 ? "stdin" : base);
}

enum hb_status hb_cli_plan_convert(const struct hb_cli_plan *plan, const struct hb_cli *cli,
                                   const struct hb_cli_source *source, const char *name,
                                   struct hb_cli_deadline *deadline, struct hb_document **document,
                                   struct hb_error *error)
{
    const struct hb_watch watch = hb_cli_deadline_begin(deadline, plan->seconds);
    const struct hb_cli_bytes *bytes = &source->bytes;
    const char *encoding = source->encoding[0] != '\0' ? source->encoding : plan->encoding;
    struct hb_source_bytes whole = {name, bytes->size > 0 ? bytes->data : "", bytes->size, encoding,
                                    plan->family};
    return hb_convert_watched(cli->context, &whole, &watch, document, error);
}

struct hb_document *hb_cli_plan_make(const struct hb_cli_plan *plan, const struct hb_cli *cli,
                                     const struct hb_cli_source *source, const char *path,
                                     const char *name, struct hb_cli_deadline *deadline,
                                     struct hb_cli_report *report)
{
    struct hb_error error = {0};
    struct hb_document *document = NULL;
    const char *shown = hb_cli_path_name(path);
    enum hb_status status =
        hb_cli_plan_convert(plan, cli, source, name, deadline, &document, &error);
    if (status != HB_OK) {
        hb_cli_report_error(report, shown, status, &error);
        return NULL;
    }
    deadline->paused = true;
    if (!hb_cli_report_document(report, shown, document))
        hb_cli_report_failure(report, shown, "out-of-memory", "out of memory");
    deadline->paused = false;
    return document;
}

struct hb_document *hb_cli_plan_read(const struct hb_cli_plan *plan, struct hb_cli *cli,
                                     const char *path, struct hb_cli_deadline *deadline)
{
    struct hb_cli_source source;
    struct hb_document *document = NULL;
    char name[1024], *found;
    if (hb_cli_source_find(cli, path, &source, &found)) {
        hb_cli_source_name(name, sizeof name, strcmp(path, "-") == 0 ? path : found);
        document = hb_cli_plan_make(plan, cli, &source, found, name, deadline, &cli->report);
    }
    free(source.bytes.data);
    free(found);
    return document;
}

struct hb_output hb_cli_plan_output(const struct hb_cli_plan *plan,
                                    const struct hb_cli_target *target,
                                    const struct hb_cli_page *page, struct hb_parameter *parameters)
{
    size_t count = plan->parameter_count;
    memcpy(parameters, plan->parameters, count * sizeof *parameters);
    if (page != NULL) {
        add_parameter(parameters, &count, "root", page->root);
        add_parameter(parameters, &count, "stem", page->stem);
        add_parameter(parameters, &count, "hash", page->hash);
    }
    struct hb_output output = {target->format.name, target->template_, parameters, count};
    return output;
}
