package dev.metabuilder.database;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.storage.ScheduledTask;
import dev.metabuilder.database.users.Role;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture: which package may depend on which, where classes are, and how long a file may be. */
class ArchitectureTest {

    private static final String ROOT = "dev.metabuilder.database";
    private static final Path SOURCES = Path.of("src/main/java", ROOT.split("\\."));
    private static final String[] FEATURES = Stream.of("users", "content", "ui", "packages", "tenancy", "system")
            .map(name -> ROOT + "." + name)
            .toArray(String[]::new);

    /** The packages that all models share. Each knows only those after it. */
    private static final String[] RECORDS = Stream.of(
                    "replacement", "history", "record", "query", "storage", "model", "json", "errors")
            .map(name -> ROOT + "." + name)
            .toArray(String[]::new);

    /** The API over HTTP, in the same order: the resources first. */
    private static final String[] HTTP = Stream.of("http", "http.idempotency", "http.filter", "http.problem")
            .map(name -> ROOT + "." + name)
            .toArray(String[]::new);

    private static final int MOST_LINES = 250;

    /** Why a file is long, in its first comment. */
    private static final Pattern REASON = Pattern.compile("\\A(?:(?!\\*/)[\\s\\S])*?It is long,[\\s*]+since ");

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void dependenciesRunOneWayFromHttpOverTheDoorAndTheFeaturesToThePlatform() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("http")
                .definedBy(ROOT + ".http..")
                .layer("openapi")
                .definedBy(ROOT + ".openapi")
                .layer("operator")
                .definedBy(ROOT + ".operator")
                .layer("door")
                .definedBy(ROOT)
                .layer("transfer")
                .definedBy(ROOT + ".transfer")
                .layer("security")
                .definedBy(ROOT + ".security")
                .layer("schema")
                .definedBy(ROOT + ".schema")
                .layer("features")
                .definedBy(FEATURES)
                .layer("model")
                .definedBy(RECORDS)
                .layer("platform")
                .definedBy(ROOT + ".platform")
                .layer("vendor")
                .definedBy(ROOT + ".vendor")
                .layer("launch")
                .definedBy(ROOT + ".launch")
                .layer("server")
                .definedBy(ROOT + ".server")
                .whereLayer("openapi")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("openapi")
                .whereLayer("operator")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyAccessLayers("launch")
                .whereLayer("launch")
                .mayOnlyBeAccessedByLayers("server", "operator", "door", "platform")
                .whereLayer("launch")
                .mayNotAccessAnyLayer()
                .whereLayer("door")
                .mayOnlyBeAccessedByLayers("openapi", "http", "operator")
                .whereLayer("transfer")
                .mayOnlyBeAccessedByLayers("openapi", "http", "operator", "door")
                .whereLayer("security")
                .mayOnlyBeAccessedByLayers("openapi", "http", "operator", "door")
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("openapi", "http", "operator", "door", "transfer")
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("openapi", "http", "operator", "door", "transfer", "security")
                .whereLayer("model")
                .mayOnlyAccessLayers("platform", "vendor")
                .whereLayer("platform")
                .mayOnlyAccessLayers("vendor", "launch")
                .whereLayer("vendor")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(MODULE);
    }

    @Test
    void eachRoomOfRecordsAndOfHttpKnowsOnlyThoseBelowIt() {
        for (String[] rooms : List.of(RECORDS, HTTP)) {
            for (int i = 1; i < rooms.length; i++) {
                noClasses()
                        .that()
                        .resideInAPackage(rooms[i])
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(Arrays.copyOf(rooms, i))
                        .check(MODULE);
            }
        }
    }

    @Test
    void noTwoPackagesKnowEachOther() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void onlyHttpItsDescriptionAndSecurityKnowJaxRs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".http..", ROOT + ".openapi", ROOT + ".security")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..")
                .check(MODULE);
    }

    @Test
    void onlyVendorKnowsWhatIsInsideOfPayaraAndEclipseLink() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".vendor")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.glassfish..", "com.sun.enterprise..", "org.eclipse.persistence.internal..")
                .check(MODULE);
    }

    @Test
    void noFeatureKnowsAnotherButForTheRoleThatAPageRequires() {
        DescribedPredicate<JavaClass> theRole =
                DescribedPredicate.describe("Role", type -> type.getName().startsWith(Role.class.getName()));
        for (String feature : FEATURES) {
            DescribedPredicate<JavaClass> others =
                    resideInAnyPackage(FEATURES).and(DescribedPredicate.not(resideInAPackage(feature)));
            noClasses()
                    .that()
                    .resideInAPackage(feature)
                    .should()
                    .dependOnClassesThat(
                            feature.endsWith(".content") ? others.and(DescribedPredicate.not(theRole)) : others)
                    .check(MODULE);
        }
    }

    @Test
    void entitiesAreInFeaturesAndInTheCatalogueAndNowhereElse() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .resideInAnyPackage(FEATURES)
                .andShould()
                .beAssignableTo(BaseEntity.class)
                .check(MODULE);
        Set<String> entities = MODULE.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> models = Models.CATALOGUE.models().stream()
                .map(model -> model.type().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(models, entities);
    }

    @Test
    void whatGoesOverAllModelsKnowsNoneByName() {
        noClasses()
                .that()
                .resideInAnyPackage(Stream.concat(
                                Stream.of(RECORDS),
                                Stream.of("operator", "schema", "security", "transfer")
                                        .map(name -> ROOT + "." + name))
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .check(MODULE);
    }

    /** Payara removes a timer for good after its method has failed twice. */
    @Test
    void timersStartWhatCannotFail() {
        methods()
                .that()
                .areAnnotatedWith(Schedule.class)
                .or()
                .areAnnotatedWith(Timeout.class)
                .should(new ArchCondition<>("have no transaction and run a ScheduledTask") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean holds = method.tryGetAnnotationOfType(TransactionAttribute.class)
                                        .filter(a -> a.value() == TransactionAttributeType.NOT_SUPPORTED)
                                        .isPresent()
                                && method.getMethodCallsFromSelf().stream()
                                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ScheduledTask.class));
                        events.add(new SimpleConditionEvent(method, holds, method.getFullName()));
                    }
                })
                .check(MODULE);
    }

    @Test
    void everyPackageSaysInTwoOrThreeSentencesWhatItIs() throws IOException {
        Set<Path> folders;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            folders = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertTrue(folders.size() >= 14, () -> "packages found: " + folders);
        for (Path folder : folders) {
            Path info = folder.resolve("package-info.java");
            assertTrue(Files.exists(info), () -> info + " is missing");
            long sentences = Pattern.compile("\\.(?=\\s)")
                    .matcher(Files.readString(info).replaceAll("(?s)\\*/.*", ""))
                    .results()
                    .count();
            assertTrue(sentences == 2 || sentences == 3, () -> info + " has " + sentences + " sentences");
        }
    }

    @Test
    void mainFilesHaveAtMost250LinesOrSayWhyTheyAreLonger() throws IOException {
        Set<String> longer = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean isLong = Files.readAllLines(file).size() > MOST_LINES;
                if (isLong && !REASON.matcher(Files.readString(file)).find()) {
                    longer.add(file.getFileName().toString());
                }
            }
        }
        assertEquals(
                Set.of("Database.java"),
                longer,
                "Files over " + MOST_LINES + " lines: part them, or say in their first comment: It is long, since …"
                        + " Database has the contract's methods");
    }

    /** Each package by itself, the root package too. */
    private static final class EachPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(List.of(type.getPackageName()))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
