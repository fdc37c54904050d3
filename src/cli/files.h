/* Reading and writing files, with bounds. */
#ifndef HB_CLI_FILES_H
#define HB_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "huibao.h"

/* Why a file could not be read or written: a code for messages and words for people. */
struct hb_cli_fault {
    const char *code; /* static storage: "cannot-read", "is-folder", … */
    char text[256];
    bool passing; /* the machine is to blame, and the next run may find it well */
};

struct hb_cli_bytes {
    char *data; /* NULL when size is 0 */
    size_t size;
};

/* FOLDER/NAME, to be freed; NULL when memory is out. NAME alone where the folder is "". */
char *hb_cli_path_join(const char *folder, const char *name);

/* Reads a whole file, or `in` when the path is "-". More than `most` bytes is a fault, and so is
 * a folder. Free bytes->data with free(). */
bool hb_cli_file_read(const char *path, FILE *in, size_t most, struct hb_cli_bytes *bytes,
                      struct hb_cli_fault *fault);

/* The same for a file that others may have put there: a pipe or a device is a fault, too, and is
 * not waited for. */
bool hb_cli_file_read_regular(const char *path, size_t most, struct hb_cli_bytes *bytes,
                              struct hb_cli_fault *fault);

/* A folder that output goes to. Nothing is written outside it: no name in it is followed when it
 * is a symbolic link. Safe to share between threads. */
struct hb_cli_folder {
    int fd;
    int scratch;      /* a folder for files being written, on the same file system; -1: beside */
    const char *path; /* borrowed */
};

/* Opens the folder, made when it is not there (its parents too). */
bool hb_cli_folder_open(struct hb_cli_folder *folder, const char *path, struct hb_cli_fault *fault);
/* Opens a folder that must be there already. */
bool hb_cli_folder_find(struct hb_cli_folder *folder, const char *path, struct hb_cli_fault *fault);
void hb_cli_folder_close(struct hb_cli_folder *folder);

/* One file being written, under a temporary name in the folder where it will stand. */
struct hb_cli_file {
    FILE *stream;
    int folder;  /* the folder it will stand in; -1: `stream` is written in place */
    int scratch; /* the folder of the temporary name: borrowed, or the same */
    bool owned;  /* a stream written in place that is closed in the end */
    char temporary[64];
    char *name;
};

/* Opens "a/b/name" below the folder; "a" and "a/b" are made. The names "." and ".." and an empty
 * name are refused. */
bool hb_cli_file_create(struct hb_cli_file *file, const struct hb_cli_folder *folder,
                        const char *path, struct hb_cli_fault *fault);
/* Opens a path the user named: a regular file is replaced in one step, a device or a pipe is
 * written in place, "-" is `out`. */
bool hb_cli_file_open(struct hb_cli_file *file, const char *path, FILE *out,
                      struct hb_cli_fault *fault);
/* Makes what was written so far safe from a power cut. */
bool hb_cli_file_sync(struct hb_cli_file *file, struct hb_cli_fault *fault);
/* Ends the writing: the file gets its name. On failure nothing is left behind. */
bool hb_cli_file_commit(struct hb_cli_file *file, struct hb_cli_fault *fault);
/* Gives the writing up. */
void hb_cli_file_discard(struct hb_cli_file *file);

/* Gives `made`, a file below the folder `from`, a second name below `folder`: a hard link, or a
 * copy where there can be none. A file of that name is replaced. */
bool hb_cli_file_link(const struct hb_cli_folder *from, const char *made,
                      const struct hb_cli_folder *folder, const char *path,
                      struct hb_cli_fault *fault);

/* A writer of the library that writes into an open file. */
struct hb_writer hb_cli_file_writer(struct hb_cli_file *file);

#endif
