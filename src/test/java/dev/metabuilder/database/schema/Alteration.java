package dev.metabuilder.database.schema;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.metabuilder.database.testing.FreshDatabase;
import dev.metabuilder.database.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A manual change of the schema, and its reversal. The tables are empty.
 *
 * @param told the reported difference, or null if the change is harmless
 * @param change makes the change
 * @param back reverts it
 */
record Alteration(String told, Step change, Step back) {

    private static final String USER_OF_COMMENT =
            "FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED";

    /** Something that is done to a database. */
    @FunctionalInterface
    interface Step {
        void on(FreshDatabase database) throws SQLException;
    }

    static List<Alteration> of(TestDatabase kind) {
        return switch (kind) {
            case SQLITE -> sqlite();
            case POSTGRESQL -> postgresql();
            case MYSQL -> mysql("((CASE WHEN role = 'supergod' THEN 1 END))");
            case MARIADB -> mysql("(supergod)");
        };
    }

    private static Alteration sql(String told, List<String> change, List<String> back) {
        return new Alteration(
                told,
                database -> database.execute(change.toArray(String[]::new)),
                database -> database.execute(back.toArray(String[]::new)));
    }

    private static Alteration sql(String told, String change, String back) {
        return sql(told, List.of(change), List.of(back));
    }

    private static List<Alteration> postgresql() {
        String drop = "ALTER TABLE comments DROP CONSTRAINT comments_user_id_fkey";
        String add = "ALTER TABLE comments ADD CONSTRAINT comments_user_id_fkey ";
        return List.of(
                sql(
                        "column comments.parent_id: expected CHARACTER VARYING COLLATE C, found none",
                        "ALTER TABLE comments DROP COLUMN parent_id",
                        "ALTER TABLE comments ADD COLUMN parent_id VARCHAR COLLATE \"C\""),
                sql(
                        "column comments.created_at: expected BIGINT NOT NULL, found NUMERIC(20,0) NOT NULL",
                        "ALTER TABLE comments ALTER COLUMN created_at TYPE NUMERIC(20)",
                        "ALTER TABLE comments ALTER COLUMN created_at TYPE BIGINT"),
                sql(
                        "column comments.content: expected CHARACTER VARYING COLLATE C NOT NULL,"
                                + " found CHARACTER VARYING COLLATE C",
                        "ALTER TABLE comments ALTER COLUMN content DROP NOT NULL",
                        "ALTER TABLE comments ALTER COLUMN content SET NOT NULL"),
                sql(
                        "column users.username: expected CHARACTER VARYING(512) COLLATE C NOT NULL,"
                                + " found CHARACTER VARYING(512) NOT NULL",
                        "ALTER TABLE users ALTER COLUMN username TYPE VARCHAR(512) COLLATE \"default\"",
                        "ALTER TABLE users ALTER COLUMN username TYPE VARCHAR(512) COLLATE \"C\""),
                sql(
                        "constraint comments.comments_user_id_fkey: expected " + USER_OF_COMMENT + ", found none",
                        drop,
                        add + USER_OF_COMMENT),
                sql(
                        "constraint comments.comments_user_id_fkey: expected " + USER_OF_COMMENT
                                + ", found FOREIGN KEY (user_id) REFERENCES users(id)",
                        List.of(drop, add + "FOREIGN KEY (user_id) REFERENCES users(id)"),
                        List.of(drop, add + USER_OF_COMMENT)),
                sql(
                        "constraint users.users_email_key: expected UNIQUE (email), found none",
                        "ALTER TABLE users DROP CONSTRAINT users_email_key",
                        "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)"),
                sql(
                        "constraint comments.comments_pkey: expected PRIMARY KEY (id), found none",
                        "ALTER TABLE comments DROP CONSTRAINT comments_pkey",
                        "ALTER TABLE comments ADD CONSTRAINT comments_pkey PRIMARY KEY (id)"),
                supergod(),
                table(),
                sql(
                        "constraint of comments: expected none, found UNIQUE (content)",
                        "ALTER TABLE comments ADD CONSTRAINT no_echo UNIQUE (content)",
                        "ALTER TABLE comments DROP CONSTRAINT no_echo"),
                sql(
                        "column comments.likes: expected none, or one that may be empty, found INTEGER NOT NULL",
                        "ALTER TABLE comments ADD COLUMN likes INTEGER NOT NULL",
                        "ALTER TABLE comments DROP COLUMN likes"),
                additions("BIGINT GENERATED ALWAYS AS IDENTITY"),
                sql(
                        null,
                        List.of(
                                "ALTER TABLE users DROP CONSTRAINT users_email_key",
                                "CREATE UNIQUE INDEX mails ON users (email)"),
                        List.of(
                                "DROP INDEX mails",
                                "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)")));
    }

    /** MySQL and MariaDB, which have the same words but for the index of the supergod. */
    private static List<Alteration> mysql(String ofSupergod) {
        String userOfComment = "FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE";
        String drop = "ALTER TABLE comments DROP FOREIGN KEY comments_user_id_fkey";
        String add = "ALTER TABLE comments ADD CONSTRAINT comments_user_id_fkey ";
        return List.of(
                sql(
                        "column comments.parent_id: expected LONGBLOB, found none",
                        "ALTER TABLE comments DROP COLUMN parent_id",
                        "ALTER TABLE comments ADD COLUMN parent_id LONGBLOB"),
                sql(
                        "column comments.created_at: expected BIGINT NOT NULL, found DECIMAL(20,0) NOT NULL",
                        "ALTER TABLE comments MODIFY created_at DECIMAL(20) NOT NULL",
                        "ALTER TABLE comments MODIFY created_at BIGINT NOT NULL"),
                sql(
                        "column comments.content: expected LONGBLOB NOT NULL, found LONGBLOB",
                        "ALTER TABLE comments MODIFY content LONGBLOB",
                        "ALTER TABLE comments MODIFY content LONGBLOB NOT NULL"),
                sql(
                        "column users.username: expected VARBINARY(2048) NOT NULL,"
                                + " found VARCHAR(512) COLLATE utf8mb4_bin NOT NULL",
                        "ALTER TABLE users MODIFY username VARCHAR(512) COLLATE utf8mb4_bin NOT NULL",
                        "ALTER TABLE users MODIFY username VARBINARY(2048) NOT NULL"),
                sql(
                        "constraint comments.comments_user_id_fkey: expected " + userOfComment + ", found none",
                        drop,
                        add + userOfComment),
                sql(
                        "constraint comments.comments_user_id_fkey: expected " + userOfComment
                                + ", found FOREIGN KEY (user_id) REFERENCES users(id)",
                        List.of(drop, add + "FOREIGN KEY (user_id) REFERENCES users(id)"),
                        List.of(drop, add + userOfComment)),
                sql(
                        "constraint users.users_email_key: expected UNIQUE (email), found none",
                        "DROP INDEX users_email_key ON users",
                        "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)"),
                sql(
                        "constraint comments.comments_pkey: expected PRIMARY KEY (id), found none",
                        "ALTER TABLE comments DROP PRIMARY KEY",
                        "ALTER TABLE comments ADD PRIMARY KEY (id)"),
                sql(
                        "constraint users.users_supergod_key: expected UNIQUE (role) WHERE role = 'supergod', found none",
                        "DROP INDEX users_supergod_key ON users",
                        "CREATE UNIQUE INDEX users_supergod_key ON users " + ofSupergod),
                table(),
                sql(
                        "constraint of comments: expected none, found UNIQUE (user_id)",
                        "ALTER TABLE comments ADD CONSTRAINT one_each UNIQUE (user_id)",
                        "DROP INDEX one_each ON comments"),
                sql(
                        "column comments.likes: expected none, or one that may be empty, found INTEGER NOT NULL",
                        "ALTER TABLE comments ADD COLUMN likes INTEGER NOT NULL",
                        "ALTER TABLE comments DROP COLUMN likes"),
                sql(
                        null,
                        List.of(
                                "CREATE TABLE notes (id INTEGER NOT NULL, about VARBINARY(2048),"
                                        + " FOREIGN KEY (about) REFERENCES comments(id))",
                                "CREATE INDEX by_content ON comments (content(20))",
                                "CREATE UNIQUE INDEX covering ON comments (id, created_at)",
                                "ALTER TABLE comments ADD COLUMN remark TEXT",
                                "ALTER TABLE comments ADD COLUMN number BIGINT AS (created_at + 1) VIRTUAL"),
                        List.of(
                                "ALTER TABLE comments DROP COLUMN number",
                                "ALTER TABLE comments DROP COLUMN remark",
                                "DROP INDEX covering ON comments",
                                "DROP INDEX by_content ON comments",
                                "DROP TABLE notes")));
    }

    private static List<Alteration> sqlite() {
        String constraint = ", CONSTRAINT comments_user_id_fkey " + USER_OF_COMMENT;
        String content = "content TEXT NOT NULL";
        return List.of(
                sql(
                        "column comments.parent_id: expected TEXT, found none",
                        "ALTER TABLE comments DROP COLUMN parent_id",
                        "ALTER TABLE comments ADD COLUMN parent_id TEXT"),
                rebuilt(
                        "column comments.created_at: expected BIGINT NOT NULL, found NUMERIC NOT NULL",
                        "comments",
                        "created_at BIGINT NOT NULL",
                        "created_at numeric not null"),
                rebuilt(
                        "column comments.content: expected TEXT NOT NULL, found TEXT",
                        "comments",
                        content,
                        "content TEXT"),
                rebuilt(
                        "column comments.content: expected TEXT NOT NULL, found TEXT COLLATE NOCASE NOT NULL",
                        "comments",
                        content,
                        "content TEXT NOT NULL COLLATE NOCASE"),
                rebuilt(
                        "constraint comments.comments_user_id_fkey: expected " + USER_OF_COMMENT + ", found none",
                        "comments",
                        constraint,
                        ""),
                rebuilt(
                        "constraint comments.comments_user_id_fkey: expected " + USER_OF_COMMENT
                                + ", found FOREIGN KEY (user_id) REFERENCES users(id)",
                        "comments",
                        constraint,
                        ", FOREIGN KEY (user_id) REFERENCES users(id)"),
                rebuilt(
                        "constraint users.users_email_key: expected UNIQUE (email), found none",
                        "users",
                        "UNIQUE (email)",
                        "CHECK (email <> '(,')"),
                rebuilt(
                        "constraint comments.comments_pkey: expected PRIMARY KEY (id), found none",
                        "comments",
                        "PRIMARY KEY (id)",
                        "CHECK (id <> '')"),
                supergod(),
                table(),
                rebuilt(
                        "constraint of comments: expected none, found UNIQUE (content)",
                        "comments",
                        content,
                        content + " UNIQUE"),
                rebuilt(
                        "column comments.likes: expected none, or one that may be empty, found INTEGER NOT NULL",
                        "comments",
                        content,
                        content + ", likes INTEGER NOT NULL"),
                additions("BIGINT NOT NULL DEFAULT 7"),
                // A person writes it differently from Liquibase.
                rebuilt(
                        null,
                        "comments",
                        constraint,
                        ",\n foreign key (\"user_id\")\n references \"users\" on delete cascade\n"
                                + " deferrable  initially  deferred"));
    }

    private static Alteration supergod() {
        return sql(
                "constraint users.users_supergod_key: expected UNIQUE (role) WHERE role = 'supergod', found none",
                "DROP INDEX users_supergod_key",
                "create unique index users_supergod_key on users(role) where (role='supergod')");
    }

    private static Alteration table() {
        return sql(
                "table idempotency_keys is missing",
                "ALTER TABLE idempotency_keys RENAME TO elsewhere",
                "ALTER TABLE elsewhere RENAME TO idempotency_keys");
    }

    private static Alteration additions(String column) {
        return sql(
                null,
                List.of(
                        "CREATE TABLE notes (id INTEGER NOT NULL, about VARCHAR(512) REFERENCES comments(id))",
                        "CREATE INDEX by_content ON comments (content)",
                        "CREATE UNIQUE INDEX covering ON comments (id, content)",
                        "ALTER TABLE comments ADD COLUMN remark TEXT",
                        "ALTER TABLE comments ADD COLUMN number " + column),
                List.of(
                        "ALTER TABLE comments DROP COLUMN number",
                        "ALTER TABLE comments DROP COLUMN remark",
                        "DROP INDEX covering",
                        "DROP INDEX by_content",
                        "DROP TABLE notes"));
    }

    /** SQLite changes a column or a constraint only by another table in the place of this one. */
    private static Alteration rebuilt(String told, String table, String from, String to) {
        String[] original = new String[1];
        return new Alteration(
                told,
                database -> {
                    original[0] = database.query("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")
                            .get(0);
                    assertTrue(original[0].contains(from), original[0]);
                    rebuild(database, table, original[0].replace(from, to));
                },
                database -> rebuild(database, table, original[0]));
    }

    private static void rebuild(FreshDatabase database, String table, String create) throws SQLException {
        List<String> indexes =
                database.query("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '"
                        + table + "'");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("PRAGMA legacy_alter_table = ON");
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE " + table + " RENAME TO before");
            statement.execute(create);
            statement.execute("DROP TABLE before");
            for (String index : indexes) {
                statement.execute(index);
            }
            connection.commit();
        }
    }
}
