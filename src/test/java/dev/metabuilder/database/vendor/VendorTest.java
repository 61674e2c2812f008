package dev.metabuilder.database.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import dev.metabuilder.database.testing.PayaraRuntime;
import dev.metabuilder.database.vendor.JacksonErrors.Fault;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * If an upgrade of Payara, EclipseLink, Grizzly, Jackson or the parser of RSQL changes internals that we use, this test
 * fails and names our class that uses them.
 */
class VendorTest {

    private static final Pattern SHIPPED =
            Pattern.compile("(org[.]glassfish|com[.]sun[.]enterprise|org[.]eclipse[.]persistence)[.].*");

    private static PayaraRuntime payara;

    @BeforeAll
    static void layOut(@TempDir Path folder) throws Exception {
        payara = PayaraRuntime.in(folder);
    }

    @AfterAll
    static void close() throws Exception {
        payara.close();
    }

    @Test
    void whatIsCalledByNameIsThere() {
        payara.assertKnows(PoolUsage.class, PoolUsage.Pools::of);
        payara.assertKnows(GrizzlyChains.class, GrizzlyChains.Listeners::of);
        payara.assertKnows(
                OpenApiFilter.class,
                classes -> OpenApiFilter.setter(
                        classes.loadClass("fish.payara.microprofile.openapi.impl.model.OpenAPIImpl")));
        PayaraErrors.OF_THE_POOL.forEach(
                name -> payara.assertKnows(PayaraErrors.class, classes -> classes.loadClass(name)));
        payara.assertKnows(PayaraErrors.class, classes -> classes.loadClass(PayaraErrors.OF_THE_COMMIT));
        payara.assertKnows(SoteriaPasswordHash.class, SoteriaPasswordHash::constructor);
    }

    /** We compile against one version of these libraries and run with the one that Payara brings. */
    @Test
    void whatIsCalledOtherwiseIsThereToo() {
        List<String> called = new ArrayList<>();
        for (JavaClass ours : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.metabuilder.database")) {
            for (JavaAccess<?> access : ours.getAccessesFromSelf()) {
                String owner = access.getTargetOwner().getName();
                if (SHIPPED.matcher(owner).matches()) {
                    called.add(owner);
                    payara.assertKnows(
                            ours.reflect(), classes -> require(classes.loadClass(owner), access.getTarget()));
                }
            }
        }
        assertEquals(
                Set.of(true),
                Set.of(called.size() > 30),
                () -> "Calls of Payara's libraries that were found: " + called);
    }

    private static void require(Class<?> type, AccessTarget target) throws NoSuchMethodException {
        if (target instanceof AccessTarget.CodeUnitAccessTarget unit) {
            List<String> parameters =
                    unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
            boolean isThere = executables(type)
                    .filter(member -> member.getName().equals(target.getName())
                            || (target.getName().equals("<init>")
                                    && member.getName().equals(type.getName())))
                    .anyMatch(member -> parameters.equals(Arrays.stream(member.getParameterTypes())
                            .map(Class::getName)
                            .toList()));
            if (!isThere) {
                throw new NoSuchMethodException(target.getFullName());
            }
        } else if (all(type)
                .flatMap(any -> Arrays.stream(any.getDeclaredFields()))
                .map(Field::getName)
                .noneMatch(target.getName()::equals)) {
            throw new NoSuchMethodException(target.getFullName());
        }
    }

    private static Stream<Executable> executables(Class<?> type) {
        return all(type)
                .flatMap(any -> Stream.concat(
                        Arrays.stream(any.getDeclaredMethods()), Arrays.stream(any.getDeclaredConstructors())));
    }

    /** A type, and all that it extends and implements. */
    private static Stream<Class<?>> all(Class<?> type) {
        if (type == null) {
            return Stream.of();
        }
        return Stream.concat(
                Stream.of(type),
                Stream.concat(Stream.of(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                        .filter(any -> any != null)
                        .flatMap(VendorTest::all));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[nul]|WORD_BEFORE",
                "[NaN]|WORD_BEFORE",
                "[+1]|CHARACTER_BEFORE",
                "[\u0001]|CHARACTER_BEFORE",
                "[01]|CHARACTER",
                "{a:1}|CHARACTER",
                "[1 2]|CHARACTER",
                "[\"\u0001\"]|CHARACTER"
            })
    void jacksonSaysOfEachKindOfErrorWhatItIs(String text, Fault fault) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            JsonProcessingException thrown = assertThrows(JsonProcessingException.class, () -> {
                while (parser.nextToken() != null) {
                    parser.getText();
                }
            });
            assertEquals(
                    fault,
                    JacksonErrors.fault(thrown),
                    () -> "Jackson says it otherwise: see JacksonErrors. " + thrown.getOriginalMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"a==b;;c==d,5", "a==,3", "a=x=,4"})
    void theParserOfRsqlSaysWhereItIs(String text, int offset) {
        RSQLParserException thrown = assertThrows(RSQLParserException.class, () -> new RSQLParser().parse(text));
        assertEquals(
                offset,
                RsqlErrors.offset(thrown.getCause(), text),
                () -> "The parser of RSQL says it otherwise: see RsqlErrors. " + thrown.getMessage());
    }
}
