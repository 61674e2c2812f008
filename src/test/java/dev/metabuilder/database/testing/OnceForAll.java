package dev.metabuilder.database.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * What is the same whichever the database is, because it uses none, or all of them: the runs on the others leave it to that
 * on SQLite.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
        named = "metabuilder.test.database",
        matches = "postgresql|mysql|mariadb",
        disabledReason = "the same on all databases, and tested in the run on SQLite")
public @interface OnceForAll {}
