package dev.metabuilder.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules for the catalogue as a whole. {@link ModelFilesTest} compares each model with its frozen file. */
class ModelsTest {

    private static final Catalogue CATALOGUE = Models.CATALOGUE;

    @Test
    void aMapKeyIsNoPropertyOfItsRecord() {
        Model<ComponentNode> nodes = Model.of(ComponentNode.class);
        assertFalse(nodes.showsKey());
        assertNull(nodes.property("key"));
        assertTrue(nodes.property("id") != nodes.key());
        assertEquals("node_key", nodes.columns().get(0).column());
    }

    @Test
    void internalColumnsAreNoPropertiesAndEveryKeyIsAmongTheColumns() {
        for (Model<?> model : CATALOGUE.models()) {
            List<String> columns =
                    model.columns().stream().map(Property::column).toList();
            assertEquals(columns.size(), columns.stream().distinct().count(), model::name);
            assertTrue(model.columns().get(0).key(), model::name);
            for (String internal : List.of(Model.POSITION, Model.VERSION, Model.EXTRA)) {
                assertFalse(columns.contains(internal), model::name);
                assertNull(model.property(internal), model::name);
            }
        }
    }

    @Test
    void oneUserAtMostIsSupergodAndTheRestOfTheUniquesAreForEveryValue() {
        assertEquals(
                List.of("username null", "email null", "role SUPERGOD"),
                CATALOGUE.section(User.class).uniques().stream()
                        .map(unique -> unique.property().name() + " " + unique.only())
                        .toList());
    }

    @Test
    void credentialsAreThreeSectionsOfOneModel() {
        Model<Credential> credentials = Model.of(Credential.class);
        assertEquals(3, CATALOGUE.sections(credentials).size());
        for (Section<?> section : CATALOGUE.sections(credentials)) {
            assertEquals(List.of(credentials.key(), section.value()), section.columns());
            assertEquals(section.name().equals("credentials"), section.isHashed());
        }
    }

    @Test
    void aSectionIsFoundByItsNameAndAModelByItsEntityAlwaysTheSame() {
        for (Section<?> section : CATALOGUE.sections()) {
            assertSame(section, CATALOGUE.section(section.name()));
            Class<? extends BaseEntity> type = section.model().type();
            assertSame(section.model(), Model.of(type));
        }
        assertNull(CATALOGUE.section("Users"));
    }
}
