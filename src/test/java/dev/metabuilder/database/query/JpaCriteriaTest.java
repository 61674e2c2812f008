package dev.metabuilder.database.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JpaCriteriaTest {

    @Test
    void afterAllTextsWithABeginningComesTheOneWithTheNextCodePoint() {
        assertEquals("b", JpaCriteria.after("a"));
        assertEquals("ab", JpaCriteria.after("aa"));
        assertEquals("a&", JpaCriteria.after("a%"));
        assertEquals("\ue000", JpaCriteria.after("\ud7ff"), "no text has a lone surrogate");
        assertEquals("\ud800\udc00", JpaCriteria.after("\uffff"));
        assertEquals("\ud83d\ude01", JpaCriteria.after("\ud83d\ude00"));
        assertEquals("b", JpaCriteria.after("a\udbff\udfff"), "nothing follows the last code point");
        assertEquals(null, JpaCriteria.after("\udbff\udfff"));
        assertEquals(null, JpaCriteria.after(""));
    }
}
