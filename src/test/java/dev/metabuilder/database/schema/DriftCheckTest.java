package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.metabuilder.database.Models;
import dev.metabuilder.database.platform.Dialect;
import dev.metabuilder.database.platform.SchemaStructure;
import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each manual change of the schema is reported, exactly, and no longer after it is undone. */
class DriftCheckTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsChangedByHandIsToldAndWhatDoesNoHarmIsNot(TestDatabase kind) throws Exception {
        FreshDatabase database = FreshDatabase.of(kind, folder);
        try (Changes changes = new Changes(database.connect())) {
            changes.makeAll();
        }
        for (Alteration alteration : Alteration.of(kind)) {
            alteration.change().on(database);
            assertEquals(alteration.told() == null ? List.of() : List.of(alteration.told()), drift(database));
            alteration.back().on(database);
            assertEquals(List.of(), drift(database), () -> "undone: " + alteration.told());
        }
    }

    private static List<String> drift(FreshDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return DriftCheck.between(
                    RequiredSchema.of(Models.CATALOGUE, Dialect.of(connection)), SchemaStructure.of(connection));
        }
    }
}
