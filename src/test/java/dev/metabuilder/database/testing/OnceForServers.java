package dev.metabuilder.database.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * What is the same on all database servers, because it is about our own server and its clients: the runs on MySQL and MariaDB
 * leave it to that on PostgreSQL.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
        named = "metabuilder.test.database",
        matches = "mysql|mariadb",
        disabledReason = "the same on all database servers, and tested in the run on PostgreSQL")
public @interface OnceForServers {}
