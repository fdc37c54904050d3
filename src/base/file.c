#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum hb_status hb_error_set(struct hb_error *error, enum hb_status status, const char *file,
                            uint32_t line, uint32_t column, const char *text)
{
    if (error == NULL)
        return status;
    *error = (struct hb_error){.status = status, .line = line, .column = column};
    snprintf(error->file, sizeof error->file, "%s", file == NULL ? "" : file);
    snprintf(error->text, sizeof error->text, "%s", text == NULL ? hb_status_text(status) : text);
    return status;
}

static enum hb_status read_open_file(FILE *file, size_t most, struct hb_arena *arena,
                                     const char **bytes, size_t *size)
{
    struct stat facts;
    if (fstat(fileno(file), &facts) != 0 || !S_ISREG(facts.st_mode))
        return HB_IO;
    if (facts.st_size < 0 || (uintmax_t)facts.st_size > most)
        return HB_LIMIT;
    size_t room = (size_t)facts.st_size;
    char *memory = hb_arena_alloc(arena, room + 1, 1);
    if (memory == NULL)
        return HB_NOMEM;
    *size = fread(memory, 1, room, file);
    *bytes = memory;
    return ferror(file) ? HB_IO : HB_OK;
}

enum hb_status hb_file_read(const char *path, size_t most, struct hb_arena *arena,
                            const char **bytes, size_t *size, struct hb_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hb_error_set(error, HB_IO, path, 0, 0, strerror(errno));
    enum hb_status status = read_open_file(file, most, arena, bytes, size);
    fclose(file);
    if (status == HB_IO)
        return hb_error_set(error, status, path, 0, 0, "not a file that can be read");
    return status == HB_OK ? status : hb_error_set(error, status, path, 0, 0, NULL);
}
