package dev.metabuilder.database.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    @Test
    void collectionsSayWhatOpenApiHasNoWordsFor() throws IOException {
        collection(
                "users",
                "\"kind\":\"list\",\"model\":\"User\",\"key\":\"id\",\"references\":[{\"property\":\"tenantId\","
                        + "\"collection\":\"tenants\",\"target\":\"id\",\"onDelete\":\"set_null\"}]");
        collection(
                "credentials",
                "\"kind\":\"values\",\"model\":\"Credential\",\"key\":\"username\",\"value\":\"passwordHash\","
                        + "\"references\":[{\"property\":\"username\",\"collection\":\"users\","
                        + "\"target\":\"username\",\"onDelete\":\"follow\"}]");
        collection("smtpConfig", "\"kind\":\"singleton\",\"model\":\"SMTPConfig\"");
        var schemas = new ApiDocument(ApiDocument.make()).root().at("/components/schemas");
        assertEquals(
                "password", schemas.at("/SMTPConfig/properties/password/format").asText());
        assertEquals("", schemas.at("/SMTPConfig/properties/username/format").asText());
        assertEquals("ms", schemas.at("/User/properties/createdAt/x-time").asText());
        assertEquals("", schemas.at("/SMTPConfig/properties/port/x-time").asText());
    }

    private static void collection(String name, String expected) throws IOException {
        var root = new ApiDocument(ApiDocument.make()).root();
        assertEquals(
                "{\"name\":\"" + name + "\"," + expected + "}",
                root.at("/paths/~1api~1" + name + "/x-collection").toString());
    }
}
