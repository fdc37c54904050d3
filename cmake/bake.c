/* Build tool: writes the built-in vocabularies as they are in memory once they were read.
 *
 * usage: bake OUTPUT.c [TRY]
 *
 * They are read twice. Both times memory is asked for in the same order, so that a word which
 * differs is a pointer, and says where to: into the same allocation, at the same place. What is
 * reached from the struct is written, and every pointer as an offset; hb_vocabulary_init() makes
 * addresses of them. What fits nowhere fails the build, as does a pointer to something static (a
 * string literal, a function), which stands elsewhere in every program: a vocabulary must point
 * into its arena only. */
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vocabulary/vocabulary.h"

/* The tool reads files: it has no image. */
const struct hb_vocabulary_image hb_vocabulary_image = {NULL, 0, NULL, 0};

struct object {
    char *block[2], *at[2]; /* what malloc() returned, and behind the arena's header; each time */
    size_t size;
    size_t place; /* in the image */
    bool reached, has_pointers;
};

static struct object *objects;
static size_t object_count[2], room, header;
static int reading; /* the first time, the second */
static size_t *by_address[2];
static struct hb_vocabulary vocabularies[2];

static void fail(const char *what)
{
    fprintf(stderr, "bake: %s\n", what);
    exit(1);
}

static void *resize(void *memory, size_t size)
{
    void *larger = realloc(memory, size);
    if (larger == NULL)
        fail("out of memory");
    return larger;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static void *take(void *self, size_t size)
{
    size_t n = object_count[reading]++;
    (void)self;
    if (n == room) {
        room = room == 0 ? 1024 : 2 * room;
        objects = resize(objects, room * sizeof *objects);
    }
    if (reading == 0)
        objects[n] = (struct object){.size = size - header};
    else if (n >= object_count[0] || objects[n].size != size - header)
        fail("memory is not asked for in the same order twice");
    /* Zero where nothing is written: what malloc() finds is another every time. */
    objects[n].block[reading] = memset(resize(NULL, size), 0, size);
    objects[n].at[reading] = objects[n].block[reading] + header;
    return objects[n].block[reading];
}

/* Nothing is given back, so that no address is used twice. */
static void keep(void *self, void *memory)
{
    (void)self;
    (void)memory;
}

static const struct hb_allocator allocator = {take, keep, NULL};

static void find_header(void)
{
    struct hb_arena arena;
    hb_arena_init(&arena, &allocator);
    const char *memory = hb_arena_alloc(&arena, 1, 1);
    header = (size_t)(memory - objects[0].block[0]);
    free(objects[0].block[0]);
    object_count[0] = 0;
}

static void read_files(void)
{
    struct hb_vocabulary *v = &vocabularies[reading];
    struct hb_error error = {0};
    hb_arena_init(&v->arena, &allocator);
    v->arena.exact = true;
    if (hb_vocabulary_read(v, NULL, &error) != HB_OK) {
        fprintf(stderr, "%s:%u:%u: ", error.file, (unsigned)error.line, (unsigned)error.column);
        fail(error.text);
    }
}

/* ---- Addresses ------------------------------------------------------------------------------- */

static int compare_addresses(const void *left, const void *right)
{
    const struct object *a = &objects[*(const size_t *)left], *b = &objects[*(const size_t *)right];
    uintptr_t x = (uintptr_t)a->at[reading], y = (uintptr_t)b->at[reading];
    return x < y ? -1 : x > y;
}

static void sort_objects(void)
{
    by_address[reading] = resize(NULL, (object_count[0] + 1) * sizeof **by_address);
    for (size_t i = 0; i < object_count[0]; i++)
        by_address[reading][i] = i;
    qsort(by_address[reading], object_count[0], sizeof **by_address, compare_addresses);
}

/* The allocation an address lies in, or just behind; NULL when there is none. */
static struct object *find_object(int time, uintptr_t address)
{
    size_t low = 0, high = object_count[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)objects[by_address[time][middle]].at[time] <= address)
            low = middle + 1;
        else
            high = middle;
    }
    struct object *object = low == 0 ? NULL : &objects[by_address[time][low - 1]];
    bool inside = object != NULL && address - (uintptr_t)object->at[time] <= object->size;
    return inside ? object : NULL;
}

/* ---- The image ------------------------------------------------------------------------------- */

static struct object **queue; /* those reached */
static size_t queued, copied_size, image_size;
static uint32_t *pointers;
static size_t pointer_count, pointer_room;

static void add_pointer(size_t slot)
{
    if (pointer_count == pointer_room) {
        pointer_room = pointer_room == 0 ? 1024 : 2 * pointer_room;
        pointers = resize(pointers, pointer_room * sizeof *pointers);
    }
    pointers[pointer_count++] = (uint32_t)slot;
}

/* The allocation two different words point to that stand in the same place; NULL for the struct
 * itself. False when they are no pointers: then they hold padding, which compilers leave as the
 * stack happened to be, since both readings say the same. */
static bool find_target(uintptr_t first, uintptr_t second, struct object **object)
{
    uintptr_t root = first - (uintptr_t)&vocabularies[0];
    *object = NULL;
    if (root < sizeof *vocabularies && root == second - (uintptr_t)&vocabularies[1])
        return true;
    *object = find_object(0, first);
    return *object != NULL && *object == find_object(1, second) &&
           first - (uintptr_t)(*object)->at[0] == second - (uintptr_t)(*object)->at[1];
}

/* Static things of this program lie around this one; small numbers are told from their addresses
 * only where programs are loaded high, which is where addresses change. */
static bool is_static(uintptr_t word)
{
#ifndef HB_PADDING_IS_ZERO
    return (void)word, false;
#else
    const uintptr_t here = (uintptr_t)&hb_vocabulary_image, far = 4 << 20;
    return here > UINT32_MAX && word > here - far && word < here + far;
#endif
}

static bool suspected; /* a word that may point to something static was seen */

static void suspect_static(const char *bytes, size_t size)
{
    uintptr_t word;
    for (size_t at = 0; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        suspected = suspected || is_static(word);
    }
}

/* The offset of the next pointer at or behind `at`, or `size`. The arena is made anew. */
static size_t next_pointer(const char *first, const char *second, size_t size, size_t at)
{
    const char *arena = (const char *)&vocabularies[0].arena;
    for (; at + sizeof(uintptr_t) <= size; at += sizeof(uintptr_t))
        if (memcmp(first + at, second + at, sizeof(uintptr_t)) != 0 &&
            (first + at < arena || first + at >= arena + sizeof(struct hb_arena)))
            return at;
    return size;
}

static void get_words(const char *first, const char *second, uintptr_t words[2])
{
    memcpy(&words[0], first, sizeof *words);
    memcpy(&words[1], second, sizeof *words);
}

/* Queues what one allocation, or the struct, points to. */
static bool reach(const char *first, const char *second, size_t size)
{
    bool any = false;
    uintptr_t words[2];
    for (size_t at = 0; (at = next_pointer(first, second, size, at)) < size; at += sizeof *words) {
        struct object *object;
        get_words(first + at, second + at, words);
        if (!find_target(words[0], words[1], &object))
            continue;
        any = true;
        if (object == NULL || object->reached)
            continue;
        object->reached = true;
        queue[queued++] = object;
    }
    return any;
}

static void clear_padding(char *copy, const char *first, const char *second)
{
    for (size_t i = 0; i < sizeof(uintptr_t); i++)
        if (first[i] != second[i])
            copy[i] = 0;
}

/* Turns pointers into offsets. `second` keeps the addresses of the second reading, and `copy` is
 * where the offsets go: pointers are told by comparing what was read. */
static void turn(char *copy, const char *first, const char *second, size_t size, size_t place)
{
    uintptr_t words[2];
    for (size_t at = 0; (at = next_pointer(first, second, size, at)) < size; at += sizeof *words) {
        struct object *object;
        get_words(first + at, second + at, words);
        if (!find_target(words[0], words[1], &object)) {
            clear_padding(copy + at, first + at, second + at);
            continue;
        }
        uintptr_t base = object == NULL ? (uintptr_t)&vocabularies[0] : (uintptr_t)object->at[0];
        uintptr_t offset = words[0] - base + (object == NULL ? 0 : object->place);
        memcpy(copy + at, &offset, sizeof offset);
        add_pointer(place + at);
    }
}

/* Allocations with pointers come first: they are copied when the image is used, the others stay
 * where they are. */
static void give_places(bool with_pointers)
{
    for (size_t i = 0; i < queued; i++) {
        if (queue[i]->has_pointers != with_pointers)
            continue;
        queue[i]->place = image_size;
        image_size += (queue[i]->size + 15) / 16 * 16;
    }
}

static void trace(void)
{
    const char *first = (const char *)&vocabularies[0], *second = (const char *)&vocabularies[1];
    queue = resize(NULL, (object_count[0] + 1) * sizeof *queue);
    reach(first, second, sizeof *vocabularies);
    for (size_t i = 0; i < queued; i++)
        queue[i]->has_pointers = reach(queue[i]->at[0], queue[i]->at[1], queue[i]->size);
    image_size = (sizeof *vocabularies + 15) / 16 * 16;
    give_places(true);
    copied_size = image_size;
    give_places(false);
    if (image_size > UINT32_MAX)
        fail("too large");
}

static char *make_image(void)
{
    char *image = calloc(image_size, 1);
    const char *first = (const char *)&vocabularies[0], *second = (const char *)&vocabularies[1];
    if (image == NULL)
        fail("out of memory");
    memcpy(image, first, sizeof *vocabularies);
    turn(image, first, second, sizeof *vocabularies, 0);
    memset(image + offsetof(struct hb_vocabulary, arena), 0, sizeof(struct hb_arena));
    suspect_static(image, sizeof *vocabularies);
    for (size_t i = 0; i < queued; i++) {
        struct object *o = queue[i];
        memcpy(image + o->place, o->at[0], o->size);
        suspect_static(o->at[0], o->size);
        turn(image + o->place, o->at[0], o->at[1], o->size, o->place);
    }
    return image;
}

static void write_image(FILE *out)
{
    char *image = make_image();
    fputs("/* Generated by cmake/bake.c; do not edit. */\n"
          "#include \"vocabulary/vocabulary.h\"\n\nstatic _Alignas(16) const uint64_t words[] = {",
          out);
    for (size_t at = 0; at < image_size; at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, image + at, sizeof word);
        fprintf(out, "%s0x%llx,", at % 64 == 0 ? "\n" : "", (unsigned long long)word);
    }
    fputs("};\n\nstatic const uint32_t pointers[] = {", out);
    for (size_t i = 0; i < pointer_count; i++)
        fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", (unsigned)pointers[i]);
    fprintf(out,
            "};\n\nconst struct hb_vocabulary_image hb_vocabulary_image = {\n"
            "    words, %zu, pointers, %zu};\n",
            copied_size, pointer_count);
    free(image);
}

static void release(void)
{
    for (size_t i = 0; i < object_count[0]; i++)
        for (int time = 0; time < 2; time++)
            free(objects[i].block[time]);
    for (int time = 0; time < 2; time++)
        free(by_address[time]);
    free(objects);
    free(queue);
    free(pointers);
}

/* Two numbers side by side look like an address by chance, in one run of a hundred. The program
 * stands elsewhere the next time, numbers do not change: a pointer is suspected every time. */
static void try_again(char **argv)
{
    static char tries[][2] = {"2", "3", "4", "5"};
    int done = argv[2] == NULL ? 0 : argv[2][0] - '1';
    if (done >= 0 && (size_t)done < sizeof tries / sizeof *tries)
        execv(argv[0], (char *[]){argv[0], argv[1], tries[done], NULL});
    fail("a vocabulary points to something static");
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 || argc == 3 ? fopen(argv[1], "wb") : NULL;
    if (out == NULL)
        fail("usage: bake OUTPUT.c");
    find_header();
    for (reading = 0; reading < 2; reading++) {
        read_files();
        if (reading == 1 && object_count[0] != object_count[1])
            fail("memory is not asked for as often twice");
    }
    for (reading = 0; reading < 2; reading++)
        sort_objects();
    trace();
    write_image(out);
    release();
    if (fclose(out) != 0)
        fail("the image cannot be written");
    if (suspected)
        try_again(argv);
    return 0;
}
