package dev.metabuilder.database.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * What starts servers of its own and is the same on MySQL and MariaDB, which share the code: the run on MySQL leaves it to
 * that on MariaDB. Whatever is about statements, errors, the schema or lost writes runs on both.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
        named = "metabuilder.test.database",
        matches = "mysql",
        disabledReason = "the same on MySQL and MariaDB, and tested in the run on MariaDB")
public @interface OnceForMysqlFamily {}
