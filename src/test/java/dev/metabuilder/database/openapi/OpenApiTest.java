package dev.metabuilder.database.openapi;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that the code makes is valid; {@link OpenApiIT} tests the server's. */
class OpenApiTest {

    private final DescriptionRules rules;

    OpenApiTest() throws IOException {
        rules = new DescriptionRules(ApiDocument.make());
    }

    @Test
    void theDocumentIsOpenApi() {
        rules.theDocumentIsOpenApi();
    }

    @Test
    void itHasEveryRouteOfTheServerAndNoOther() {
        rules.itHasEveryRouteOfTheServerAndNoOther();
    }

    @Test
    void everyModelIsThereWithItsProperties() {
        rules.everyModelIsThereWithItsProperties();
    }

    @Test
    void itsExamplesAreAsItsSchemasSay() {
        rules.itsExamplesAreAsItsSchemasSay();
    }
}
