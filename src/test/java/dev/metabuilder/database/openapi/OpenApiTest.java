package dev.metabuilder.database.openapi;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The description of the API is a good one, as the code makes it; {@link OpenApiIT} shows the same of the server's. */
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
