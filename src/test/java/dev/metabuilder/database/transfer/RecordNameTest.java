package dev.metabuilder.database.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of records in a text that nobody else has. */
class RecordNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /users/user_ada                  | User user_ada
            /users/user_ada/tenantId         | User user_ada, tenantId
            /workflows/w/nodes/0/config      | Workflow w, nodes/0/config
            /componentHierarchy/a~1b~0c/type | ComponentNode a/b~c, type
            /credentials/ada                 | Credential ada, passwordHash
            /packageData/blog/posts/1        | PackageData blog, data/posts/1
            /appConfig/theme                 | AppConfiguration, theme
            /appConfig                       | AppConfiguration
            /users                           | User
            /nothing/of/ours                 | /nothing/of/ours
            """)
    void modelKeyAndPropertyAreNamed(String pointer, String name) {
        assertEquals(name, RecordName.of(Models.CATALOGUE, pointer));
    }

    @Test
    void controlCharactersAreNotForTheTerminal() {
        assertEquals("User a\\u001b[2J, bio", RecordName.of(Models.CATALOGUE, "/users/a\u001b[2J/bio"));
    }
}
