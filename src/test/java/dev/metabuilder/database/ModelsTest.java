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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The catalogue says of the models what the contract says: what stands here a second time does not change by accident.
 * A ? marks what is optional, a ! what is unique.
 */
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
            Map.entry("ComponentNode", "id? type parentId? childIds? order? pageId?"),
            Map.entry("ComponentConfig", "id? componentId? props? styles? events? conditionalRendering?"),
            Map.entry("CssCategory", "name classes"),
            Map.entry("DropdownConfig", "id name! label options"),
            Map.entry("InstalledPackage", "packageId installedAt version enabled"),
            Map.entry("PackageData", "packageId data"),
            Map.entry("Tenant", "id name ownerId createdAt homepageConfig?"),
            Map.entry("PowerTransferRequest", "id fromUserId toUserId status createdAt expiresAt"),
            Map.entry("SystemConfig", "key value"),
            Map.entry("SmtpConfig", "host port secure username password fromEmail fromName"),
            Map.entry("PasswordResetToken", "username token")));

    private static final String SECTIONS = """
            users: User, LIST, portable
            workflows: Workflow, LIST, portable
            luaScripts: LuaScript, LIST, portable
            pages: PageConfig, LIST, portable
            schemas: ModelSchema, LIST, portable
            appConfig: AppConfiguration, SINGLETON, portable
            comments: Comment, LIST, portable
            componentHierarchy: ComponentNode, MAP, portable
            componentConfigs: ComponentConfig, MAP, portable
            credentials: Credential.passwordHash, VALUES sorted hashed
            passwordChangeTimestamps: Credential.passwordChangeTimestamp, VALUES sorted
            firstLoginFlags: Credential.firstLogin, VALUES sorted
            cssClasses: CssCategory, LIST
            dropdownConfigs: DropdownConfig, LIST
            installedPackages: InstalledPackage, LIST
            packageData: PackageData.data, VALUES
            tenants: Tenant, LIST
            powerTransferRequests: PowerTransferRequest, LIST
            smtpConfig: SmtpConfig, SINGLETON
            passwordResetTokens: PasswordResetToken.token, VALUES sorted
            systemConfig: SystemConfig.value, VALUES sorted
            """;

    private static final List<String> REFERENCES = List.of(
            "User.tenantId -> Tenant.id SET_NULL",
            "Comment.userId -> User.id CASCADE",
            "Credential.username -> User.username FOLLOW",
            "Tenant.ownerId -> User.id CASCADE",
            "PowerTransferRequest.fromUserId -> User.id CASCADE",
            "PowerTransferRequest.toUserId -> User.id CASCADE");

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
    void theSectionsStandInTheOrderOfTheExportEachOfItsKind() {
        assertEquals(
                SECTIONS,
                CATALOGUE.sections().stream().map(ModelsTest::describe).collect(Collectors.joining()));
    }

    private static String describe(Section<?> section) {
        return section.name() + ": " + section.model().name()
                + (section.value() == null ? "" : "." + section.value().name()) + ", " + section.kind()
                + (section.isSorted() ? " sorted" : "") + (section.isHashed() ? " hashed" : "")
                + (section.isPortable() ? ", portable" : "") + "\n";
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
                REFERENCES,
                CATALOGUE.references().stream()
                        .map(to -> to.from().name() + "." + to.property().name() + " -> "
                                + to.to().name() + "." + to.target().name() + " " + to.rule())
                        .toList());
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
