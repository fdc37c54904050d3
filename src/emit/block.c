#include "emit/block.h"

#include <string.h>

/* ---- Layout ---------------------------------------------------------------------------------- */

static void put(struct hb_block *block, const char *text, size_t size)
{
    hb_buffer_add(block->out, text, size);
}

/* A new line of the innermost collection; nothing at the start of the text and behind "- ". */
static void put_line(struct hb_block *block)
{
    static const char blanks[] =
        "\n                                                               ";
    if (!block->fresh)
        put(block, blanks, 1 + block->indent[block->depth - 1]);
    block->fresh = false;
}

/* What stands in front of a value: the dash of an item; a key is there already. */
static void put_place(struct hb_block *block)
{
    if (block->depth == 0)
        return;
    block->any[block->depth - 1] = true;
    if (block->is_map[block->depth - 1])
        return;
    put_line(block);
    put(block, "- ", 2);
    block->fresh = true;
}

/* Is what comes next behind a key, from which a blank parts it? */
static bool is_behind_key(const struct hb_block *block)
{
    return block->depth > 0 && block->is_map[block->depth - 1];
}

void hb_block_init(struct hb_block *block, struct hb_buffer *out)
{
    *block = (struct hb_block){.out = out, .fresh = true};
    hb_buffer_init(&block->listed, SIZE_MAX - 1);
}

/* The items of a sequence stand below the key itself, all else two columns to the right. */
void hb_block_begin(struct hb_block *block, bool is_map)
{
    uint16_t indent = 0;
    if (block->depth == HB_BLOCK_DEPTH) {
        block->status = HB_LIMIT;
        return;
    }
    put_place(block);
    if (block->depth > 0)
        indent =
            (uint16_t)(block->indent[block->depth - 1] + (is_behind_key(block) && !is_map ? 0 : 2));
    block->is_map[block->depth] = is_map;
    block->any[block->depth] = false;
    block->indent[block->depth++] = indent;
}

void hb_block_end(struct hb_block *block)
{
    if (block->depth == 0) {
        block->status = HB_INTERNAL;
        return;
    }
    block->depth--;
    if (block->any[block->depth])
        return;
    if (is_behind_key(block))
        put(block, " ", 1);
    put(block, block->is_map[block->depth] ? "{}" : "[]", 2);
    block->fresh = false;
}

void hb_block_key(struct hb_block *block, const char *key)
{
    if (block->depth == 0) {
        block->status = HB_INTERNAL;
        return;
    }
    put_line(block);
    hb_buffer_text(block->out, key);
    put(block, ":", 1);
}

/* ---- Scalars --------------------------------------------------------------------------------- */

static void put_scalar(struct hb_block *block, const char *quote, const char *text, size_t size)
{
    put_place(block);
    if (is_behind_key(block))
        put(block, " ", 1);
    put(block, quote, strlen(quote));
    put(block, text, size);
    put(block, quote, strlen(quote));
    block->fresh = false;
}

static bool is_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The size of a character that can be printed and means nothing to YAML behind the first one: in
 * ASCII, or an ideograph or a mark among them. 0 where that would take more thought. */
static size_t measure_innocent(const unsigned char *text, size_t left)
{
    unsigned char c = text[0];
    if (is_letter(c) || (c >= '(' && c <= '9') || c == ' ' || c == '%')
        return 1;
    if (left < 3 || (text[1] & 0xC0) != 0x80 || (text[2] & 0xC0) != 0x80)
        return 0;
    if (c >= 0xE3 && c <= 0xE9) /* U+3000 to U+9FFF */
        return 3;
    if (c == 0xEF && (text[1] == 0xBC || text[1] == 0xBD)) /* U+FF00 to U+FF7F */
        return 3;
    return c == 0xE2 && text[1] == 0x80 && text[2] >= 0x90 && text[2] <= 0xA7 ? 3 : 0;
}

/* An innocent text that neither begins with a mark nor ends with a blank. */
static bool is_innocent(const unsigned char *text, size_t size)
{
    unsigned char c = size > 0 ? text[0] : ' ';
    if ((c < 0x80 && !is_letter(c) && (c < '0' || c > '9')) || text[size - 1] == ' ')
        return false;
    for (size_t at = 0, n; at < size; at += n)
        if ((n = measure_innocent(text + at, size - at)) == 0)
            return false;
    return true;
}

/* Does it have a line end of Unicode? What stands behind one is indented. */
static bool has_lines(const char *text, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        if (memcmp(text + i, "\xC2\x85", 2) == 0 ||
            (i + 2 < size && (memcmp(text + i, "\xE2\x80\xA8", 3) == 0 ||
                              memcmp(text + i, "\xE2\x80\xA9", 3) == 0)))
            return true;
    return false;
}

/* Puts what libyaml has written, without `skip` bytes in front of the scalar and `rest` behind. */
static void put_thought(struct hb_block *block, const struct hb_buffer *thought, size_t skip,
                        size_t rest)
{
    if (block->status == HB_OK && thought->size < skip + rest)
        block->status = HB_INTERNAL;
    if (block->status == HB_OK)
        put_scalar(block, "", thought->bytes + skip, thought->size - skip - rest);
}

/* A list for libyaml, which looks two items ahead before it begins. */
static enum hb_status begin_list(struct hb_block *block)
{
    block->list = hb_yaml_writer_new(&block->listed);
    if (block->list == NULL)
        return HB_NOMEM;
    hb_yaml_begin(block->list, HB_YAML_SEQUENCE);
    hb_yaml_plain(block->list, "");
    hb_yaml_plain(block->list, "");
    return hb_yaml_flush(block->list);
}

/* One more item of that list: a line end, a dash and a blank, the scalar. */
static void put_listed(struct hb_block *block, const char *text, size_t size)
{
    if (block->list == NULL)
        block->status = begin_list(block);
    if (block->status != HB_OK)
        return;
    block->listed.size = 0;
    hb_yaml_string(block->list, text, size);
    block->status = hb_yaml_flush(block->list);
    put_thought(block, &block->listed, sizeof "\n- " - 1, 0);
}

/* The only scalar of lists within each other, as deep as the block is: "- - " and a line end. */
static void put_nested(struct hb_block *block, const char *text, size_t size)
{
    struct hb_buffer nested;
    hb_buffer_init(&nested, SIZE_MAX - 1);
    struct hb_yaml_writer *writer = hb_yaml_writer_new(&nested);
    size_t lists = block->depth > 0 ? block->indent[block->depth - 1] / 2u + 1 : 1;
    for (size_t i = 0; i < lists && writer != NULL; i++)
        hb_yaml_begin(writer, HB_YAML_SEQUENCE);
    if (writer != NULL)
        hb_yaml_string(writer, text, size);
    for (size_t i = 0; i < lists && writer != NULL; i++)
        hb_yaml_end(writer);
    block->status = hb_yaml_writer_finish(writer);
    put_thought(block, &nested, 2 * lists, 1);
    hb_buffer_done(&nested);
}

void hb_block_string(struct hb_block *block, const char *text, size_t size)
{
    if (block->status != HB_OK)
        return;
    if (is_innocent((const unsigned char *)text, size))
        put_scalar(block, hb_yaml_is_special(text, size) ? "'" : "", text, size);
    else if (has_lines(text, size))
        put_nested(block, text, size);
    else
        put_listed(block, text, size);
}

void hb_block_plain(struct hb_block *block, const char *text)
{
    put_scalar(block, "", text, strlen(text));
}

/* ---- The end --------------------------------------------------------------------------------- */

enum hb_status hb_block_finish(struct hb_block *block)
{
    if (block->status == HB_OK && block->depth > 0)
        block->status = HB_INTERNAL;
    put(block, "\n", 1);
    if (block->list != NULL) {
        hb_yaml_end(block->list);
        enum hb_status status = hb_yaml_writer_finish(block->list);
        block->status = block->status == HB_OK ? status : block->status;
    }
    hb_buffer_done(&block->listed);
    return block->status == HB_OK ? block->out->status : block->status;
}
