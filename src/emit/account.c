#include "emit/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "base/utf8.h"
#include "text/chartype.h"
#include "text/decode.h"

/* ---- Pieces ---------------------------------------------------------------------------------- */

enum role {
    ROLE_NONE,
    ROLE_PIECE,  /* tiles the source */
    ROLE_INLINE, /* stands within a piece */
    ROLE_CUT,    /* removed within a piece: its text is an attribute */
    ROLE_COPY    /* given a second time: not part of the account */
};

struct frame {
    enum role role;
    struct hb_span span;
    uint32_t at;                 /* of a piece: how far its text goes */
    bool has_span;               /* lead has none */
    enum hb_account_state state; /* of the text of a piece */
};

enum { DEEPEST = 200 /* the reader of foreign XML stops before */ };

struct pieces {
    struct hb_account *account;
    struct hb_findings *findings;
    struct hb_xml_cursor at;
    struct frame frames[DEEPEST];
    uint32_t depth;
    uint32_t faults;
};

uint32_t hb_account_number(const struct hb_xml_cursor *at, const char *name)
{
    const char *text = hb_xml_get(at, name);
    unsigned long value = text == NULL ? 0 : strtoul(text, NULL, 10);
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

struct hb_span hb_account_span(const struct hb_xml_cursor *at)
{
    return hb_span_of(hb_account_number(at, "start"), hb_account_number(at, "end"));
}

static void complain(struct pieces *p, const char *what, uint32_t place)
{
    p->faults++;
    hb_findings_add(p->findings, "account", hb_xml_line(&p->at), "%s, at character %u", what,
                    (unsigned)place);
}

/* The piece that is being read, or NULL. */
static struct frame *find_piece(struct pieces *p)
{
    for (uint32_t i = p->depth; i > 0; i--) {
        if (p->frames[i - 1].role == ROLE_PIECE)
            return &p->frames[i - 1];
        if (p->frames[i - 1].role == ROLE_COPY)
            return NULL;
    }
    return NULL;
}

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

static enum role choose_role(struct pieces *p)
{
    static const char *const pieces[] = {"title", "section", "item", "signature", NULL};
    static const char *const copies[] = {"marks",  "issuer",     "place", "date",
                                         "period", "diagnostic", NULL};
    const char *name = hb_xml_name(&p->at);
    bool removed = strcmp(name, "removed") == 0;
    if (p->depth > 0 && p->frames[p->depth - 1].role == ROLE_COPY)
        return ROLE_COPY;
    if (is_one_of(name, pieces))
        return ROLE_PIECE;
    if (find_piece(p) != NULL)
        return removed ? ROLE_CUT : ROLE_INLINE;
    return removed ? ROLE_PIECE : is_one_of(name, copies) ? ROLE_COPY : ROLE_NONE;
}

/* Puts text at the place of a piece. One complaint for each text is enough. */
static void place_text(struct pieces *p, struct frame *piece, const char *text,
                       enum hb_account_state state)
{
    struct hb_account *account = p->account;
    const char *fault = NULL;
    uint32_t where = piece->at, c = 0;
    size_t size = strlen(text);
    for (size_t i = 0, n; i < size; i += n) {
        n = hb_utf8_get((const unsigned char *)text + i, size - i, &c);
        if (n == 0)
            break; /* the reader has checked the bytes */
        uint32_t place = piece->at++;
        if (fault != NULL)
            continue;
        where = place;
        if (place >= account->len || place >= piece->span.to)
            fault = "text goes on beyond its end";
        else if (account->state[place] != HB_ACCOUNT_MISSING)
            fault = "a character of the source stands here a second time";
        else {
            account->chars[place] = c;
            account->state[place] = (unsigned char)state;
        }
    }
    if (fault != NULL)
        complain(p, fault, where);
}

/* A section's own text is over where the sections under it begin. */
static void end_text(struct pieces *p, struct frame *piece)
{
    if (piece->at < piece->span.to)
        complain(p, "text ends too soon", piece->at);
    piece->at = piece->span.to;
}

static void open_element(struct pieces *p)
{
    struct frame frame = {.role = choose_role(p)};
    struct frame *piece = find_piece(p);
    frame.has_span = hb_xml_get(&p->at, "start") != NULL;
    frame.span = hb_account_span(&p->at);
    frame.at = frame.span.from;
    frame.state =
        strcmp(hb_xml_name(&p->at), "removed") == 0 ? HB_ACCOUNT_REMOVED : HB_ACCOUNT_KEPT;
    if (frame.role == ROLE_PIECE && piece != NULL)
        end_text(p, piece);
    if (frame.role == ROLE_PIECE && frame.span.from > frame.span.to)
        complain(p, "a piece ends before it starts", frame.span.from);
    if ((frame.role == ROLE_INLINE || frame.role == ROLE_CUT) && frame.has_span &&
        frame.span.from != piece->at)
        complain(p, "an element does not stand where it says", piece->at);
    if (frame.role == ROLE_CUT) {
        const char *text = hb_xml_get(&p->at, "text");
        place_text(p, piece, text == NULL ? "" : text, HB_ACCOUNT_REMOVED);
    }
    if (p->depth < DEEPEST)
        p->frames[p->depth++] = frame;
}

static void close_element(struct pieces *p)
{
    struct frame *frame = &p->frames[p->depth - 1];
    if (frame->role == ROLE_PIECE) {
        end_text(p, frame);
    } else if (frame->role == ROLE_INLINE || frame->role == ROLE_CUT) {
        struct frame *piece = find_piece(p);
        if (piece != NULL && frame->has_span && frame->span.to != piece->at)
            complain(p, "an element does not end where it says", piece->at);
    }
    p->depth--;
}

static void take_text(struct pieces *p)
{
    struct frame *piece = find_piece(p);
    if (piece == NULL)
        return; /* space between elements, or a copy */
    place_text(p, piece, hb_xml_chars(&p->at), piece->state);
}

static void read_pieces(struct pieces *p)
{
    p->at = hb_xml_start(p->account->xml);
    while (p->faults < HB_FINDINGS_MOST && hb_xml_next(&p->at) != HB_XML_END)
        if (p->at.step == HB_XML_OPEN)
            open_element(p);
        else if (p->at.step == HB_XML_CLOSE)
            close_element(p);
        else
            take_text(p);
}

static void find_gaps(struct pieces *p)
{
    const struct hb_account *account = p->account;
    for (uint32_t i = 0; i < account->len; i++)
        if (account->state[i] == HB_ACCOUNT_MISSING &&
            (i == 0 || account->state[i - 1] != HB_ACCOUNT_MISSING)) {
            p->faults++;
            if (!hb_findings_add(p->findings, "account", 0,
                                 "a piece of the source is missing, at character %u", (unsigned)i))
                return;
        }
}

/* ---- Whole ----------------------------------------------------------------------------------- */

/* Steps to the element <source>. */
static bool find_source(struct hb_xml_cursor *at)
{
    while (hb_xml_next(at) != HB_XML_END)
        if (at->step == HB_XML_OPEN && strcmp(hb_xml_name(at), "source") == 0)
            return true;
    return false;
}

/* Steps to the next child of <source> from one or from <source> itself. */
static bool next_child(struct hb_xml_cursor *at)
{
    while (hb_xml_next(at) != HB_XML_END) {
        if (at->step == HB_XML_CLOSE && strcmp(hb_xml_name(at), "source") == 0)
            return false;
        if (at->step == HB_XML_OPEN)
            return true;
    }
    return false;
}

static bool is_mask(const struct hb_xml_cursor *at)
{
    return strcmp(hb_xml_name(at), "masked") == 0;
}

static bool read_source(struct hb_account *account)
{
    struct hb_xml_cursor at = hb_xml_start(account->xml);
    if (!find_source(&at))
        return false;
    const char *bom = hb_xml_get(&at, "bom"), *bytes = hb_xml_get(&at, "bytes");
    account->encoding = hb_xml_get(&at, "encoding");
    account->sha256 = hb_xml_get(&at, "sha256");
    account->len = hb_account_number(&at, "characters");
    account->bytes = bytes == NULL ? 0 : strtoull(bytes, NULL, 10);
    account->bom = bom != NULL && (strcmp(bom, "true") == 0 || strcmp(bom, "1") == 0);
    while (next_child(&at))
        account->masks += is_mask(&at);
    return account->encoding != NULL && (account->sha256 == NULL) == (account->masks > 0);
}

enum hb_status hb_account_init(struct hb_account *account, const struct hb_xml *xml, size_t size,
                               struct hb_findings *findings)
{
    struct pieces pieces = {.account = account, .findings = findings};
    *account = (struct hb_account){.xml = xml};
    if (!read_source(account)) {
        hb_findings_add(findings, "account", 0, "this is not the XML of one source");
        return HB_SCHEMA;
    }
    if (account->len > size) {
        hb_findings_add(findings, "account", 0, "the XML is shorter than the source it stands for");
        return HB_SCHEMA;
    }
    account->chars = calloc((size_t)account->len + 1, sizeof *account->chars);
    account->state = calloc((size_t)account->len + 1, sizeof *account->state);
    if (account->chars == NULL || account->state == NULL)
        return HB_NOMEM;
    read_pieces(&pieces);
    if (pieces.faults == 0)
        find_gaps(&pieces);
    return pieces.faults == 0 ? HB_OK : HB_SCHEMA;
}

void hb_account_done(struct hb_account *account)
{
    free(account->chars);
    free(account->state);
}

void hb_account_text(const struct hb_account *account, struct hb_span span, struct hb_buffer *out)
{
    bool any = false;
    if (span.to > account->len)
        span.to = account->len;
    for (uint32_t i = span.from; i < span.to; i++)
        any = any || account->state[i] == HB_ACCOUNT_KEPT;
    for (uint32_t i = span.from; i < span.to; i++)
        if (!any || account->state[i] == HB_ACCOUNT_KEPT)
            hb_buffer_char(out, account->chars[i]);
}

/* ---- Bytes ----------------------------------------------------------------------------------- */

static uint32_t read_digit(char c)
{
    return (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static void add_hex(struct hb_buffer *out, const char *hex)
{
    for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
        unsigned char byte = (unsigned char)(read_digit(hex[0]) << 4 | read_digit(hex[1]));
        hb_buffer_add(out, &byte, 1);
    }
}

static enum hb_status encode(const struct hb_account *account, uint32_t from, uint32_t to,
                             struct hb_buffer *out)
{
    return from < to ? hb_encode(account->encoding, account->chars + from, to - from, out) : HB_OK;
}

/* The children of <source> take the place of the characters they stand for. */
static enum hb_status encode_all(const struct hb_account *account, struct hb_buffer *out)
{
    struct hb_xml_cursor at = hb_xml_start(account->xml);
    uint32_t done = 0;
    enum hb_status status = find_source(&at) ? HB_OK : HB_SCHEMA;
    while (status == HB_OK && next_child(&at)) {
        struct hb_span span = hb_account_span(&at);
        const char *bytes = hb_xml_get(&at, "bytes");
        if (span.from < done || span.to < span.from || span.to > account->len || bytes == NULL)
            return HB_SCHEMA;
        status = encode(account, done, span.from, out);
        add_hex(out, bytes);
        done = span.to;
    }
    if (status == HB_OK)
        status = encode(account, done, account->len, out);
    return status == HB_OK ? out->status : status;
}

static bool is_blank(const struct hb_account *account, struct hb_span span)
{
    enum { BLOCK = 0x25A0 };
    for (uint32_t i = span.from; i < span.to && i < account->len; i++)
        if (account->chars[i] != BLOCK && !hb_is_space(account->chars[i]))
            return false;
    return span.from < span.to && span.to <= account->len;
}

enum hb_status hb_account_check_masks(const struct hb_account *account,
                                      struct hb_findings *findings)
{
    struct hb_xml_cursor at = hb_xml_start(account->xml);
    enum hb_status status = HB_OK;
    bool more = find_source(&at);
    while (more && next_child(&at)) {
        if (!is_mask(&at) || is_blank(account, hb_account_span(&at)))
            continue;
        status = HB_SCHEMA;
        more = hb_findings_add(findings, "masked", hb_xml_line(&at),
                               "words stand where the source is said to be masked");
    }
    if (account->masks > 0)
        hb_findings_warn(findings, "masked",
                         "the source was masked at %u places: it cannot be restored from this",
                         (unsigned)account->masks);
    return status;
}

enum hb_status hb_account_restore(const struct hb_account *account, struct hb_buffer *out,
                                  struct hb_findings *findings)
{
    char sha256[65];
    if (account->masks > 0) {
        hb_findings_add(findings, "masked", 0,
                        "the source was masked at %u places: it cannot be restored from this",
                        (unsigned)account->masks);
        return HB_SCHEMA;
    }
    size_t bom_size = 0;
    const char *bom = account->bom ? hb_bom(account->encoding, &bom_size) : NULL;
    if (bom != NULL)
        hb_buffer_add(out, bom, bom_size);
    enum hb_status status = encode_all(account, out);
    if (status == HB_NOMEM || status == HB_LIMIT || status == HB_IO)
        return status;
    if (status != HB_OK) {
        hb_findings_add(findings, "account", 0, "the text cannot be written in %s",
                        account->encoding);
        return HB_SCHEMA;
    }
    hb_sha256_hex(out->size > 0 ? out->bytes : "", out->size, sha256);
    if (out->size == account->bytes && strcmp(sha256, account->sha256) == 0)
        return HB_OK;
    hb_findings_add(findings, "checksum", 0, "the bytes have the SHA-256 %s, recorded is %s",
                    sha256, account->sha256);
    return HB_SCHEMA;
}
