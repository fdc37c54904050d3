/* The trie against a search that is too simple to be wrong, on random words and texts. */
#include "../harness/cmocka_all.h"
#include "vocabulary/trie.h"

enum { MOST_WORDS = 4000, LONGEST = 6, TEXT = 600, ROUNDS = 400 };

struct words {
    struct {
        uint32_t chars[LONGEST], len;
    } list[MOST_WORDS]; /* the value of each is its index */
    uint32_t n;
};

struct occurrence {
    uint32_t value, from, to;
};

struct expected {
    const struct words *words;
    const uint32_t *text;
    uint32_t from, to;     /* of the text that is scanned */
    struct occurrence now; /* the last that was found */
    uint32_t n;
};

static uint32_t random_below(uint64_t *seed, uint32_t n)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % n;
}

/* Few letters make words that hold each other; some stand far apart in Unicode. */
static uint32_t random_letter(uint64_t *seed, uint32_t letters)
{
    static const uint32_t starts[] = {'a', 0x4E00, 0x9F00, 0xFF00, 0x20000, 0x10FF80};
    uint32_t c = random_below(seed, letters);
    return starts[c % 6] + c / 6;
}

static bool is_word(const struct words *words, uint32_t i, const uint32_t *text, uint32_t len)
{
    return words->list[i].len == len && memcmp(words->list[i].chars, text, len * sizeof *text) == 0;
}

/* The first word that is these characters, or UINT32_MAX. */
static uint32_t find_word(const struct words *words, const uint32_t *text, uint32_t len)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (is_word(words, i, text, len))
            return i;
    return UINT32_MAX;
}

/* The words in a forward and a backward trie. */
static void make_words(struct words *words, struct hb_trie tries[2], struct hb_arena *arena,
                       uint32_t n, uint32_t letters, uint64_t *seed)
{
    assert_true(hb_trie_init(&tries[0], arena));
    assert_true(hb_trie_init_backward(&tries[1], arena));
    for (words->n = 0; words->n < n;) {
        uint32_t i = words->n, stored = 0;
        words->list[i].len = 1 + random_below(seed, LONGEST);
        for (uint32_t k = 0; k < words->list[i].len; k++)
            words->list[i].chars[k] = random_letter(seed, letters);
        uint32_t first = find_word(words, words->list[i].chars, words->list[i].len);
        for (struct hb_trie *trie = tries; trie < tries + 2; trie++) {
            assert_true(
                hb_trie_add(trie, arena, words->list[i].chars, words->list[i].len, i, &stored));
            assert_int_equal(stored, first == UINT32_MAX ? i : first);
        }
        words->n++;
    }
}

static void make_text(uint32_t *text, const struct words *words, uint32_t letters, uint64_t *seed)
{
    for (uint32_t i = 0; i < TEXT;) {
        uint32_t w = words->n == 0 ? 0 : random_below(seed, words->n);
        if (words->n > 0 && random_below(seed, 3) == 0)
            for (uint32_t k = 0; k < words->list[w].len && i < TEXT; k++)
                text[i++] = words->list[w].chars[k];
        else
            text[i++] = random_letter(seed, letters + 2);
    }
}

/* Words end by end, of those that end together the longer first. */
static bool step(struct expected *e)
{
    struct occurrence *now = &e->now;
    for (;;) {
        if (now->from < now->to)
            now->from++;
        if (now->from >= now->to) {
            if (now->to == e->to)
                return false;
            now->to++;
            now->from = now->to - e->from > LONGEST ? now->to - LONGEST : e->from;
        }
        now->value = find_word(e->words, e->text + now->from, now->to - now->from);
        if (now->value != UINT32_MAX)
            return true;
    }
}

static void compare(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    struct expected *e = self;
    assert_true(step(e));
    assert_int_equal(to, e->now.to);
    assert_int_equal(from, e->now.from);
    assert_int_equal(value, e->now.value);
    e->n++;
}

static uint32_t check_scan(const struct hb_trie *trie, const struct words *words,
                           const uint32_t *text, uint32_t from, uint32_t to)
{
    struct expected e = {words, text, from, to, {UINT32_MAX, from, from}, 0};
    hb_trie_scan(trie, text, from, to, compare, &e);
    assert_false(step(&e));
    return e.n;
}

static void check_longest(const struct hb_trie *trie, const struct words *words,
                          const uint32_t *text, uint32_t at, uint32_t end)
{
    uint32_t best = 0, value = UINT32_MAX, want = UINT32_MAX;
    for (uint32_t len = 1; len <= LONGEST && at + len <= end; len++) {
        uint32_t i = find_word(words, text + at, len);
        assert_int_equal(hb_trie_exact(trie, text, at, at + len), i);
        if (i != UINT32_MAX) {
            best = len;
            want = i;
        }
    }
    assert_int_equal(hb_trie_longest(trie, text, at, end, &value), best);
    assert_int_equal(value, want);
}

static uint32_t check_random(uint32_t n, uint32_t letters, uint64_t seed)
{
    static struct words words;
    uint32_t text[TEXT];
    struct hb_arena arena;
    struct hb_trie tries[2], *const trie = &tries[0];
    hb_arena_init(&arena, NULL);
    make_words(&words, tries, &arena, n, letters, &seed);
    make_text(text, &words, letters, &seed);
    for (uint32_t i = 0; i < 10; i++) /* right before it is linked too */
        check_longest(trie, &words, text, random_below(&seed, TEXT), TEXT);
    assert_true(hb_trie_link(&tries[0], &arena));
    assert_true(hb_trie_link(&tries[1], &arena));
    uint32_t from = random_below(&seed, TEXT), to = from + random_below(&seed, TEXT - from);
    for (uint32_t i = 0; i < 30; i++)
        check_longest(trie, &words, text, random_below(&seed, TEXT), TEXT);
    check_longest(trie, &words, text, from, to);
    uint32_t found = check_scan(&tries[1], &words, text, from, to);
    hb_arena_done(&arena);
    return found;
}

static void test_random(void **state)
{
    uint32_t found = 0;
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++)
        found += check_random(round % 60, 2 + round % 23, round);
    assert_true(found > 10000); /* else this test tests nothing */
}

/* Every letter begins words, and one letter goes on with every other. */
static void test_many_letters(void **state)
{
    (void)state;
    assert_true(check_random(MOST_WORDS, 3, 1) > 0);
    assert_true(check_random(MOST_WORDS, 60, 2) > 0);
    assert_true(check_random(MOST_WORDS, 4000, 3) > 0);
}

static void count(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    uint32_t *n = self;
    (void)value;
    assert_int_equal(to - from, 3);
    ++*n;
}

/* Wide rows: the children of each of many states are many, and must not meet. */
static void test_wide(void **state)
{
    enum { WIDE = 300 };
    struct hb_arena arena;
    struct hb_trie trie, ends;
    uint32_t n = 0, words = 0, value = 0;
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_trie_init(&trie, &arena) && hb_trie_init_backward(&ends, &arena));
    for (uint32_t a = 0; a < WIDE; a++)
        for (uint32_t b = a % 7; b < WIDE; b += 7, words++) {
            const uint32_t word[] = {0x5000 + a * 5, 0x5000 + b * 3, 'a'};
            assert_true(hb_trie_add(&trie, &arena, word, 3, a * WIDE + b, NULL));
            assert_true(hb_trie_add(&ends, &arena, word, 3, a * WIDE + b, NULL));
        }
    assert_true(hb_trie_link(&trie, &arena) && hb_trie_link(&ends, &arena));
    for (uint32_t a = 0; a < WIDE; a++)
        for (uint32_t b = 0; b < WIDE; b++) {
            const uint32_t word[] = {0x5000 + a * 5, 0x5000 + b * 3, 'a'};
            bool there = b % 7 == a % 7;
            assert_int_equal(hb_trie_longest(&trie, word, 0, 3, &value), there ? 3 : 0);
            if (there)
                assert_int_equal(value, a * WIDE + b);
            hb_trie_scan(&ends, word, 0, 3, count, &n);
        }
    assert_int_equal(n, words);
    hb_arena_done(&arena);
}

static void test_empty(void **state)
{
    struct hb_arena arena;
    struct hb_trie trie, ends;
    uint32_t n = 0, value = 7;
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_trie_init(&trie, &arena) && hb_trie_init_backward(&ends, &arena));
    assert_int_equal(hb_trie_longest(&trie, U"军", 0, 1, &value), 0);
    assert_true(hb_trie_link(&trie, &arena) && hb_trie_link(&ends, &arena));
    assert_int_equal(hb_trie_longest(&trie, U"军", 0, 1, &value), 0);
    assert_int_equal(hb_trie_longest(&trie, U"军", 1, 1, &value), 0);
    assert_int_equal(hb_trie_exact(&trie, U"军", 0, 1), UINT32_MAX);
    hb_trie_scan(&ends, (uint32_t[]){0, 'a', 0x10FFFF, UINT32_MAX}, 0, 4, count, &n);
    assert_int_equal(n, 0);
    assert_int_equal(value, 7);
    hb_arena_done(&arena);
}

/* The most entries of the table that stand side by side. */
static uint32_t longest_run(const struct hb_trie *trie)
{
    uint32_t longest = 0, run = 0;
    for (uint32_t i = 0; i < trie->room; i++) {
        run = trie->table[i] == 0 ? 0 : run + 1;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Letters whose places are the same few of the table, unless it is salted. */
static void test_crowded(void **state)
{
    enum { LETTERS = 4000, ROOM = 8192, PLACES = 128 };
    struct hb_arena arena;
    struct hb_trie plain, salted;
    uint32_t n = 0, value = 0;
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_trie_init(&plain, &arena) && hb_trie_init(&salted, &arena));
    hb_trie_salt(&salted, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");
    for (uint32_t c = 0x4E00; n < LETTERS && c < 0x110000; c++) {
        if (((c * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % ROOM >= PLACES)
            continue;
        assert_true(hb_trie_add(&plain, &arena, &c, 1, c, NULL));
        assert_true(hb_trie_add(&salted, &arena, &c, 1, c, NULL));
        n++;
    }
    assert_int_equal(n, LETTERS);
    assert_true(longest_run(&plain) > LETTERS / 2);
    assert_true(longest_run(&salted) < LETTERS / 10);
    assert_true(hb_trie_link(&salted, &arena));
    for (uint32_t c = 0x4E00; c < 0x110000; c++)
        if (hb_trie_longest(&plain, &c, 0, 1, &value) == 1) {
            assert_int_equal(hb_trie_exact(&salted, &c, 0, 1), value);
            n--;
        }
    assert_int_equal(n, 0);
    hb_arena_done(&arena);
}

static void add_value(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    uint32_t *sum = self;
    *sum = *sum * 10 + value;
    assert_true(from < to);
}

static void test_renumber(void **state)
{
    static const uint32_t values[] = {7, 0, 5};
    struct hb_arena arena;
    struct hb_trie trie;
    uint32_t sum = 0;
    (void)state;
    hb_arena_init(&arena, NULL);
    assert_true(hb_trie_init_backward(&trie, &arena) &&
                hb_trie_add(&trie, &arena, U"双拥", 2, 0, NULL) &&
                hb_trie_add(&trie, &arena, U"拥", 1, 2, NULL));
    hb_trie_renumber(&trie, values);
    assert_true(hb_trie_link(&trie, &arena));
    hb_trie_scan(&trie, U"双拥工作", 0, 4, add_value, &sum);
    assert_int_equal(sum, 75); /* the longer first */
    sum = 0;
    hb_trie_scan(&trie, U"双拥工作", 1, 4, add_value, &sum);
    assert_int_equal(sum, 5); /* what stands before is not looked at */
    hb_arena_done(&arena);
}

struct giving {
    uint32_t left;
};

static void *take(void *self, size_t size)
{
    struct giving *giving = self;
    return giving->left-- == 0 ? NULL : malloc(size);
}

static void give(void *self, void *memory)
{
    (void)self;
    free(memory);
}

/* Each allocation fails in turn; nothing is lost and nothing breaks. */
static void test_no_memory(void **state)
{
    (void)state;
    for (uint32_t n = 0, done = 0; !done; n++) {
        struct giving giving = {n};
        struct hb_allocator allocator = {take, give, &giving};
        struct hb_arena arena;
        struct hb_trie trie;
        hb_arena_init(&arena, &allocator);
        bool made = hb_trie_init(&trie, &arena);
        for (uint32_t i = 0; i < 3000 && made; i++)
            made = hb_trie_add(&trie, &arena, (uint32_t[]){i % 50, i / 50, i}, 3, i, NULL);
        done = made && hb_trie_link(&trie, &arena);
        hb_arena_done(&arena);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),    cmocka_unit_test(test_many_letters),
        cmocka_unit_test(test_wide),      cmocka_unit_test(test_empty),
        cmocka_unit_test(test_crowded),   cmocka_unit_test(test_renumber),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
