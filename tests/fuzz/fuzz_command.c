/* Fuzz target: the whole command, its words, standard input and a file made of any bytes. Each line
 * is a word; what follows an empty line is standard input and the file "any". The command works in
 * a folder of its own, in which there are a few good files to name; it may end with any of its exit
 * statuses, and nothing breaks.
 *
 * The command line may write wherever it likes, so paths that lead out of that folder are made
 * harmless first. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "fuzz/demand.h"
#include "fuzz/scratch.h"
#include "fuzz/target.h"

enum { MOST_WORDS = 32 };

static const char report[] = "临江区双拥工作情况汇报\n"
                             "一、做好慰问。走访慰问驻区部队,投入资金20万元,联系电话13800001234。\n"
                             "二、明年打算。安置退役军人13名。\n";
static const char record[] = "{\"id\":\"a\",\"text\":\"一、走访慰问官兵3次。\"}\n";

/* No slash but within a relative path, no "..", and no escape that could make one. */
static void tame(char *bytes, size_t size, bool word)
{
    bool inside = !word || size == 0 || bytes[0] != '-'; /* of what may be a path */
    for (size_t i = 0; i < size; i++) {
        inside = inside || bytes[i] == '=';
        bool after_name = i > 0 && isalnum((unsigned char)bytes[i - 1]);
        if (bytes[i] == '\\' || (bytes[i] == '/' && !(inside && after_name)) ||
            (bytes[i] == '.' && i > 0 && bytes[i - 1] == '.'))
            bytes[i] = '_';
    }
}

static size_t split_words(char *bytes, size_t size, char **words, size_t *rest)
{
    size_t count = 0, start = 0;
    static char name[] = "huibao";
    words[count++] = name;
    for (size_t i = 0; i < size && count < MOST_WORDS; i++) {
        if (bytes[i] != '\n')
            continue;
        bytes[i] = '\0';
        if (i == start) {
            *rest = i + 1;
            return count;
        }
        tame(bytes + start, strlen(bytes + start), true);
        words[count++] = bytes + start;
        start = i + 1;
    }
    *rest = start;
    return count;
}

static void write_files(const char *any, size_t size)
{
    mkdir("in", 0777);
    write_scratch("a.txt", report, sizeof report - 1);
    write_scratch("in/b.txt", report, sizeof report - 1);
    write_scratch("r.jsonl", record, sizeof record - 1);
    write_scratch("any", any, size);
}

static void run_words(int count, char **words)
{
    FILE *in = fopen("any", "rb"), *out = fopen("/dev/null", "wb"), *err = fopen("/dev/null", "wb");
    demand(in != NULL && out != NULL && err != NULL, "streams");
    int status = hb_cli_run(count, words, in, out, err);
    demand(status >= HB_CLI_CLEAN && status <= HB_CLI_FAILED, "an exit status that is known");
    fclose(in);
    fclose(out);
    fclose(err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *words[MOST_WORDS + 1] = {NULL};
    char *bytes = calloc(size + 2, 1);
    size_t rest = 0;
    demand(bytes != NULL, "memory");
    memcpy(bytes, data, size);
    bytes[size] = '\n'; /* the last word may lack it */
    size_t count = split_words(bytes, size + 1, words, &rest);
    int back = enter_scratch();
    if (rest < size)
        tame(bytes + rest, size - rest, false);
    write_files(bytes + rest, rest < size ? size - rest : 0);
    run_words((int)count, words);
    leave_scratch(back);
    free(bytes);
    return 0;
}
