#include "cli/archive_kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct mark {
    enum hb_cli_archive_kind kind;
    const char *words, *bytes;
    size_t size;
};

#define MARK(kind, words, bytes)                                                                   \
    {                                                                                              \
        kind, words, bytes, sizeof(bytes) - 1                                                      \
    }
static const struct mark marks[] = {
    MARK(HB_CLI_ZIP, "zip", "PK\3\4"),
    MARK(HB_CLI_ZIP, "zip", "PK\5\6"),
    MARK(HB_CLI_ZIP, "zip", "PK\7\b"),
    MARK(HB_CLI_TAR_GZ, "gzip", "\x1f\x8b\b"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "xz", "\xFD\x37zXZ\0"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "zstd", "\x28\xB5\x2F\xFD"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "rar", "Rar!\x1a\x07"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "7z", "7z\xBC\xAF\x27\x1C"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "lz4", "\x04\x22\x4D\x18"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "lzip", "LZIP\1"),
    MARK(HB_CLI_STRANGE_ARCHIVE, "compress", "\x1f\x9d"),
};

/* "BZh" alone may begin a text: the first block's mark follows the level. */
static bool is_bzip2(const unsigned char *bytes, size_t size)
{
    return size >= 10 && memcmp(bytes, "BZh", 3) == 0 && bytes[3] >= '1' && bytes[3] <= '9' &&
           memcmp(bytes + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0;
}

/* A header of tar bears the sum of its own bytes, whatever its age. */
static bool is_tar(const unsigned char *bytes, size_t size)
{
    enum { SUM = 148, SUM_END = 156 };
    unsigned long sum = 0, told = 0;
    size_t at = SUM;
    if (size < HB_CLI_ARCHIVE_HEAD || bytes[0] == '\0')
        return false;
    for (size_t i = 0; i < HB_CLI_ARCHIVE_HEAD; i++)
        sum += i >= SUM && i < SUM_END ? ' ' : bytes[i];
    while (at < SUM_END && bytes[at] == ' ')
        at++;
    size_t digits = at;
    for (; at < SUM_END && bytes[at] >= '0' && bytes[at] <= '7'; at++)
        told = told * 8 + (unsigned long)(bytes[at] - '0');
    return at > digits && sum == told;
}

enum hb_cli_archive_kind hb_cli_archive_tell(const void *bytes, size_t size, const char **words)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *words = marks[i].words;
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
            return marks[i].kind;
    }
    *words = "bzip2";
    if (is_bzip2(bytes, size))
        return HB_CLI_STRANGE_ARCHIVE;
    *words = "tar";
    if (is_tar(bytes, size))
        return HB_CLI_TAR;
    *words = NULL;
    return HB_CLI_NO_ARCHIVE;
}

size_t hb_cli_archive_suffix(const char *name)
{
    static const char *const suffixes[] = {".tar.gz", ".tgz", ".tar", ".zip"};
    size_t size = strlen(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t tail = strlen(suffixes[i]);
        if (size > tail && name[size - tail - 1] != '/' &&
            strcasecmp(name + size - tail, suffixes[i]) == 0)
            return tail;
    }
    return 0;
}
