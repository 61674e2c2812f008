package dev.metabuilder.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.model.Row;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.User;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue says of the models what the contract says. A ? marks what is optional, a ! what is unique. */
class ModelsTest {

    private static final Catalogue CATALOGUE = Models.CATALOGUE;

    private static final Map<String, String> PROPERTIES = new TreeMap<>(Map.ofEntries(
            Map.entry("User", "id username! email! role profilePicture? bio? createdAt tenantId? isInstanceOwner?"),
            Map.entry("Credential", "username passwordHash? passwordChangeTimestamp? firstLogin?"),
            Map.entry("Workflow", "id name description? nodes edges enabled"),
            Map.entry("LuaScript", "id name description? code parameters returnType?"),
            Map.entry("PageConfig", "id path title level componentTree requiresAuth requiredRole?"),
            Map.entry(
                    "ModelSchema",
                    "name label? labelPlural? icon? fields listDisplay? listFilter? searchFields? ordering?"),
            Map.entry("Comment", "id userId content createdAt updatedAt? parentId?"),
            Map.entry("AppConfiguration", "id name schemas workflows luaScripts pages theme"),
            Map.entry("ComponentNode", "id? type parentId? childIds order pageId"),
            Map.entry("ComponentConfig", "id? componentId props styles events conditionalRendering?"),
            Map.entry("CssCategory", "name classes"),
            Map.entry("DropdownConfig", "id name! label options"),
            Map.entry("InstalledPackage", "packageId installedAt version enabled"),
            Map.entry("PackageData", "packageId data"),
            Map.entry("Tenant", "id name ownerId createdAt homepageConfig?"),
            Map.entry("PowerTransferRequest", "id fromUserId toUserId status createdAt expiresAt"),
            Map.entry("SystemConfig", "key value"),
            Map.entry("SmtpConfig", "host port secure username password fromEmail fromName"),
            Map.entry("PasswordResetToken", "username token")));

    private static List<String> names(boolean portable) {
        return CATALOGUE.sections().stream()
                .filter(section -> section.isPortable() == portable)
                .map(Section::name)
                .toList();
    }

    @Test
    void everyModelHasThePropertiesOfTheContractInItsOrder() {
        Map<String, String> actual = CATALOGUE.models().stream()
                .collect(Collectors.toMap(
                        Model::name,
                        model -> model.properties().stream()
                                .map(ModelsTest::describe)
                                .collect(Collectors.joining(" ")),
                        (one, other) -> one,
                        TreeMap::new));
        assertEquals(PROPERTIES, actual);
    }

    private static String describe(Property property) {
        return property.name() + (property.unique() ? "!" : "") + (property.required() ? "" : "?");
    }

    @Test
    void thePortableSectionsStandInTheOrderOfTheExport() {
        assertEquals(
                List.of(
                        "users",
                        "workflows",
                        "luaScripts",
                        "pages",
                        "schemas",
                        "appConfig",
                        "comments",
                        "componentHierarchy",
                        "componentConfigs"),
                names(true));
        assertEquals(
                CATALOGUE.sections().stream().map(Section::name).limit(9).toList(),
                names(true),
                "the portable ones come first");
    }

    @Test
    void theOtherSectionsOfAFullBackupStandInItsOrder() {
        assertEquals(
                List.of(
                        "credentials",
                        "passwordChangeTimestamps",
                        "firstLoginFlags",
                        "cssClasses",
                        "dropdownConfigs",
                        "installedPackages",
                        "packageData",
                        "tenants",
                        "powerTransferRequests",
                        "smtpConfig",
                        "passwordResetTokens",
                        "systemConfig"),
                names(false));
    }

    @Test
    void eachSectionIsOfItsKind() {
        Map<Section.Kind, List<String>> kinds = CATALOGUE.sections().stream()
                .collect(Collectors.groupingBy(Section::kind, Collectors.mapping(Section::name, Collectors.toList())));
        assertEquals(List.of("appConfig", "smtpConfig"), kinds.get(Section.Kind.SINGLETON));
        assertEquals(List.of("componentHierarchy", "componentConfigs"), kinds.get(Section.Kind.MAP));
        assertEquals(6, kinds.get(Section.Kind.VALUES).size());
        assertEquals(11, kinds.get(Section.Kind.LIST).size());
    }

    @Test
    void mapsByUsernameAndBySettingAreSortedAndNoOthers() {
        assertEquals(
                List.of(
                        "credentials",
                        "passwordChangeTimestamps",
                        "firstLoginFlags",
                        "passwordResetTokens",
                        "systemConfig"),
                CATALOGUE.sections().stream()
                        .filter(Section::isSorted)
                        .map(Section::name)
                        .toList());
    }

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
    void referencesAreThoseOfTheContract() {
        assertEquals(
                List.of(
                        "User.tenantId -> Tenant.id SET_NULL",
                        "Comment.userId -> User.id CASCADE",
                        "Credential.username -> User.username FOLLOW",
                        "Tenant.ownerId -> User.id CASCADE",
                        "PowerTransferRequest.fromUserId -> User.id CASCADE",
                        "PowerTransferRequest.toUserId -> User.id CASCADE"),
                CATALOGUE.references().stream()
                        .map(to -> to.from().name() + "." + to.property().name() + " -> "
                                + to.to().name() + "." + to.target().name() + " " + to.rule())
                        .toList());
    }

    @Test
    void aSectionIsFoundByItsNameAndAModelByItsEntityAlwaysTheSame() {
        for (Section<?> section : CATALOGUE.sections()) {
            assertSame(section, CATALOGUE.section(section.name()));
            Class<? extends Row> type = section.model().type();
            assertSame(section.model(), Model.of(type));
        }
        assertNull(CATALOGUE.section("Users"));
    }
}
