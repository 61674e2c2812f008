package dev.metabuilder.database.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SqlTextTest {

    private static final String STATEMENT = """
            DELETE FROM {table}
            WHERE {key} IN (
                SELECT row_key FROM {incoming})
            """;

    @Test
    void linesAreOneAndPlacesAreFilled() {
        assertEquals(
                "DELETE FROM users WHERE id IN (SELECT row_key FROM incoming_0)",
                SqlText.of(STATEMENT)
                        .with(new StagedTable("users", "id", "incoming_0", 0))
                        .sql());
    }

    @Test
    void placeThatIsNotThereOrStaysEmptyIsAFault() {
        SqlText statement = SqlText.of(STATEMENT).with("table", "users").with("key", "id");
        assertThrows(IllegalStateException.class, statement::sql);
        assertThrows(IllegalArgumentException.class, () -> statement.with("column", "name"));
        assertThrows(IllegalStateException.class, statement.with(new StagedTable("users", "id", null, 0))::sql);
    }
}
