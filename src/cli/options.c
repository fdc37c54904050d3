#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "cli/settings.h"
#include "huibao.h"

struct option {
    const char *name, *argument, *value, *help;
    unsigned commands;
    char letter;
};

static const struct option table[] = {
#define HB_OPTION(id, name, letter, argument, value, commands, help)                               \
    {name, argument, value, help, commands, letter},
#include "cli/option.def"
#undef HB_OPTION
};

/* Where the reading of a command line stands. */
struct walk {
    struct hb_cli_options *options;
    unsigned command;
    int argc, at;
    char **argv;
    char *error;
    size_t error_size;
};

static int find_name(unsigned command, const char *name, size_t size)
{
    for (int i = 0; i < HB_OPTION__COUNT; i++)
        if ((table[i].commands & command) != 0 && strlen(table[i].name) == size &&
            memcmp(table[i].name, name, size) == 0)
            return i;
    return -1;
}

static int find_letter(unsigned command, char letter)
{
    for (int i = 0; i < HB_OPTION__COUNT; i++)
        if ((table[i].commands & command) != 0 && table[i].letter == letter)
            return i;
    return -1;
}

static void add_setting(struct walk *walk, int id, const char *value)
{
    struct hb_cli_setting *setting = &walk->options->settings[walk->options->setting_count++];
    setting->id = (enum hb_cli_option_id)id;
    setting->value = value;
}

/* An option that takes a value; a variable of a script that is not set makes an empty one. `name`
 * is how the option was written. */
static bool add_value(struct walk *walk, int id, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0') {
        snprintf(walk->error, walk->error_size, "%s needs %s", name, table[id].argument);
        return false;
    }
    add_setting(walk, id, value);
    return true;
}

static char *take_word(struct walk *walk)
{
    return walk->at < walk->argc ? walk->argv[walk->at++] : NULL;
}

static bool read_long(struct walk *walk)
{
    char written[64];
    const char *word = take_word(walk);
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t size = equals != NULL ? (size_t)(equals - name) : strlen(name);
    int id = find_name(walk->command, name, size);
    if (id < 0) {
        snprintf(walk->error, walk->error_size, "unknown option --%.*s", (int)size, name);
        return false;
    }
    snprintf(written, sizeof written, "--%s", table[id].name);
    if (table[id].argument != NULL)
        return add_value(walk, id, written, equals != NULL ? equals + 1 : take_word(walk));
    if (equals != NULL) {
        snprintf(walk->error, walk->error_size, "%s takes no value", written);
        return false;
    }
    add_setting(walk, id, NULL);
    return true;
}

/* One word of short options: "-q", "-j4", "-qj4", "-j 4". */
static bool read_short(struct walk *walk)
{
    for (const char *letter = take_word(walk) + 1; *letter != '\0'; letter++) {
        const char written[] = {'-', *letter, '\0'};
        int id = find_letter(walk->command, *letter);
        if (id < 0) {
            snprintf(walk->error, walk->error_size, "unknown option %s", written);
            return false;
        }
        if (table[id].argument != NULL)
            return add_value(walk, id, written, letter[1] != '\0' ? letter + 1 : take_word(walk));
        add_setting(walk, id, NULL);
    }
    return true;
}

static bool read_words(struct walk *walk)
{
    bool ended = false;
    while (walk->at < walk->argc) {
        char *word = walk->argv[walk->at];
        if (word[0] == '\0') {
            snprintf(walk->error, walk->error_size, "an empty word, where a name is needed");
            return false;
        }
        if (ended || word[0] != '-' || word[1] == '\0') {
            walk->options->operands[walk->options->operand_count++] = word;
            walk->at++;
        } else if (strcmp(word, "--") == 0) {
            ended = true;
            walk->at++;
        } else if (word[1] == '-' ? !read_long(walk) : !read_short(walk)) {
            return false;
        }
    }
    return true;
}

/* A word of short options may hold as many settings as it has letters. */
static size_t most_settings(int argc, char **argv)
{
    size_t most = 1;
    for (int i = 0; i < argc; i++)
        most += strlen(argv[i]);
    return most;
}

bool hb_cli_options_init(struct hb_cli_options *options, unsigned command, int argc, char **argv,
                         char *error, size_t error_size)
{
    struct walk walk = {options, command, argc, 0, argv, error, error_size};
    memset(options, 0, sizeof *options);
    options->settings = calloc(most_settings(argc, argv), sizeof *options->settings);
    options->operands = calloc((size_t)argc + 1, sizeof *options->operands);
    if (options->settings == NULL || options->operands == NULL) {
        snprintf(error, error_size, "out of memory");
        return false;
    }
    return read_words(&walk);
}

void hb_cli_options_done(struct hb_cli_options *options)
{
    free(options->settings);
    free(options->operands);
    memset(options, 0, sizeof *options);
}

struct hb_cli_setting *hb_cli_options_prepend(struct hb_cli_options *options, size_t count)
{
    size_t room = options->setting_count + count + 1;
    struct hb_cli_setting *settings = realloc(options->settings, room * sizeof *settings);
    if (settings == NULL)
        return NULL;
    memmove(settings + count, settings, options->setting_count * sizeof *settings);
    options->settings = settings;
    options->setting_count += count;
    return settings;
}

bool hb_cli_options_has(const struct hb_cli_options *options, enum hb_cli_option_id id)
{
    for (size_t i = 0; i < options->setting_count; i++)
        if (options->settings[i].id == id)
            return true;
    return false;
}

const char *hb_cli_options_get(const struct hb_cli_options *options, enum hb_cli_option_id id)
{
    for (size_t i = options->setting_count; i > 0; i--)
        if (options->settings[i - 1].id == id)
            return options->settings[i - 1].value;
    return table[id].value;
}

const char *hb_cli_options_at(const struct hb_cli_options *options, enum hb_cli_option_id id,
                              size_t index)
{
    for (size_t i = 0; i < options->setting_count; i++)
        if (options->settings[i].id == id && index-- == 0)
            return options->settings[i].value;
    return NULL;
}

/* The names that {formats} and {limits} stand for, so that the table cannot fall behind. */
static void expand_list(char *text, size_t size, const char *key)
{
    struct hb_format format;
    const char *name;
    size_t used = 0;
    if (size == 0)
        return;
    text[0] = '\0';
    for (size_t i = 0; used < size; i++) {
        if (strncmp(key, "{formats}", 9) == 0)
            name = hb_format_get(i, &format) ? format.name : NULL;
        else
            name = hb_cli_limit_name(i);
        if (name == NULL)
            break;
        used += (size_t)snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", name);
    }
}

static void expand_help(char *text, size_t size, const struct option *row)
{
    char list[256];
    const char *open = strchr(row->help, '{');
    const char *close = open != NULL ? strchr(open, '}') : NULL;
    size_t used;
    if (close != NULL) {
        expand_list(list, sizeof list, open);
        used = (size_t)snprintf(text, size, "%.*s%s%s", (int)(open - row->help), row->help, list,
                                close + 1);
    } else {
        used = (size_t)snprintf(text, size, "%s", row->help);
    }
    if (row->value != NULL && used < size)
        snprintf(text + used, size - used, " (default: %s)", row->value);
}

/* Prints words from column `indent` on, broken before column 80. */
static void print_wrapped(FILE *out, const char *text, size_t indent)
{
    size_t column = indent;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > indent && column + 1 + word > 79) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', out);
            column++;
        }
        fwrite(text, 1, word, out);
        column += word;
        text += word + strspn(text + word, " ");
    }
    fputc('\n', out);
}

void hb_cli_options_print(FILE *out, unsigned command)
{
    enum { INDENT = 28 };
    for (int i = 0; i < HB_OPTION__COUNT; i++) {
        const struct option *row = &table[i];
        char left[64], help[512], letter[8] = "    ";
        if ((row->commands & command) == 0)
            continue;
        if (row->letter != 0)
            snprintf(letter, sizeof letter, "-%c, ", row->letter);
        snprintf(left, sizeof left, "  %s--%s%s%s", letter, row->name,
                 row->argument != NULL ? "=" : "", row->argument != NULL ? row->argument : "");
        if (strlen(left) + 2 > INDENT)
            fprintf(out, "%s\n%*s", left, INDENT, "");
        else
            fprintf(out, "%-*s", INDENT, left);
        expand_help(help, sizeof help, row);
        print_wrapped(out, help, INDENT);
    }
}
