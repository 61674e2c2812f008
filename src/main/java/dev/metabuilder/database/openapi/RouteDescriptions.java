package dev.metabuilder.database.openapi;

import static dev.metabuilder.database.http.problem.ProblemType.CONFLICT;
import static dev.metabuilder.database.http.problem.ProblemType.FORBIDDEN;
import static dev.metabuilder.database.http.problem.ProblemType.NOT_FOUND;

import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The words for each route, named as {@link dev.metabuilder.database.security.AccessRules} names them. It is long, since it is one
 * table: a row for each route.
 */
final class RouteDescriptions {

    private static final Function<Section<?>, Schema> NOTHING = null;

    private final Map<String, RouteDescription> all = new LinkedHashMap<>();
    private final TypeSchemas types;
    private final Schemas schemas;
    private final Catalogue catalogue;

    RouteDescriptions(Catalogue catalogue, TypeSchemas types, Schemas schemas) {
        this.types = types;
        this.catalogue = catalogue;
        this.schemas = schemas;
        describeSections();
        describeAccounts();
        describeSessions();
        describeDatabase();
        describePlatform();
    }

    /** Returns the words for a route; null when there are none. */
    RouteDescription of(String route) {
        return all.get(route);
    }

    /** Returns the routes outside of the API, which the platform brings. */
    List<String> ofPlatform() {
        return all.keySet().stream().filter(route -> route.contains(" /")).toList();
    }

    private RouteDescription on(String route, String id, String summary) {
        RouteDescription description = new RouteDescription(id, summary);
        all.put(route, description);
        return description;
    }

    private void describeSections() {
        on(
                        "GET {section}",
                        "list{section}",
                        "Returns {section}, all in order; with any of the parameters, a page of them.")
                .list()
                .conditional()
                .answers(
                        200,
                        "The records, in order. A list that is not long has a tag, which is weak.",
                        schemas::section,
                        "ETag")
                .answers(304, "The caller has the list already.", NOTHING, "ETag");
        on("PUT {section}", "replace{section}", "Makes {section} equal to what is given.")
                .conditional()
                .takes(schemas::section)
                .answers(204, "It is.", NOTHING)
                .fails(CONFLICT);
        on("POST {section}", "add{model}", "Adds a {model}, as the last one.")
                .ofRecordsOnly()
                .takes(schemas::record)
                .answers(201, "It is added.", schemas::record, "ETag", "Location")
                .answersWhen(
                        Section::isAddedOnce, 200, "It was there already, and is as it was.", schemas::record, "ETag")
                .fails(CONFLICT);
        on("GET {section}/{key}", "find{model}", "Returns one {model}.")
                .conditional()
                .answers(200, "The record.", schemas::record, "ETag")
                .answers(304, "The caller has the record already.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("PATCH {section}/{key}", "update{model}", "Changes the properties given of a {model}, and no others.")
                .ofRecordsOnly()
                .conditional()
                .takes(schemas::changes)
                .answers(200, "The record as it is now.", schemas::record, "ETag")
                .fails(NOT_FOUND, CONFLICT);
        on("PUT {section}/{key}", "put{model}", "Makes a {model} be as given, new or not.")
                .conditional()
                .takes(schemas::record)
                .answers(200, "The record was there, and is as given.", schemas::record, "ETag")
                .answers(201, "The record is new.", schemas::record, "ETag", "Location")
                .fails(CONFLICT);
        on("DELETE {section}/{key}", "delete{model}", "Deletes a {model}, and what depends on it.")
                .conditional()
                .answers(204, "It is gone.", NOTHING)
                .fails(NOT_FOUND);
        on("POST {section}/{key}", "bulk{section}", "Carries out operations on {section}, all or none of them.")
                .ofRecordsOnly()
                .takes(schemas::operations)
                .answers(200, "What has become of each.", form(JsonForms.OperationResults.class))
                .fails(NOT_FOUND, CONFLICT);
        on("POST batch", "batch", "Carries out operations on several collections, all or none of them.")
                .takes(section -> schemas.operations(null))
                .answers(200, "What has become of each.", form(JsonForms.OperationResults.class))
                .fails(NOT_FOUND, CONFLICT);
        on("GET {only}", "get{section}", "Returns the {model}.")
                .conditional()
                .answers(200, "The record.", schemas::record, "ETag")
                .answers(304, "The caller has the record already.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("PUT {only}", "set{section}", "Sets the {model}, in place of the one there is.")
                .conditional()
                .takes(schemas::record)
                .answers(204, "It is set.", NOTHING, "ETag")
                .fails(CONFLICT);
        on("DELETE {only}", "delete{section}", "Deletes the {model}.")
                .conditional()
                .answers(204, "It is gone.", NOTHING)
                .fails(NOT_FOUND);
    }

    private void describeAccounts() {
        on("GET credentials", "getCredentials", "Returns the stored password hash of each username.")
                .answers(200, "Hashes by username.", section("credentials"));
        on("PUT credentials/{username}", "setCredential", "Sets the password hash of a username.")
                .takes(form(JsonForms.PasswordHash.class))
                .answers(204, "It is set.", NOTHING);
        on("POST credentials/{username}/verify", "verifyCredentials", "Tells whether a password is that of a username.")
                .takes(form(JsonForms.Password.class))
                .answers(200, "Whether it is.", form(JsonForms.Verification.class));
        on("GET passwordChangeTimestamps", "getPasswordChangeTimestamps", "Returns when each password changed.")
                .answers(200, "Times by username.", section("passwordChangeTimestamps"));
        on("PATCH passwordChangeTimestamps", "setPasswordChangeTimestamps", "Sets when the passwords named changed.")
                .takes(section("passwordChangeTimestamps"))
                .answers(204, "They are set.", NOTHING);
        on("GET firstLoginFlags", "getFirstLoginFlags", "Returns whether each username has yet to log in.")
                .answers(200, "Flags by username.", section("firstLoginFlags"));
        on("PUT firstLoginFlags/{username}", "setFirstLoginFlag", "Sets whether a username has yet to log in.")
                .takes(of(Boolean.class))
                .answers(204, "It is set.", NOTHING);
        on("GET passwordResetTokens", "getPasswordResetTokens", "Returns the reset token of each username.")
                .answers(200, "Tokens by username.", section("passwordResetTokens"));
        on("PUT passwordResetTokens/{username}", "setPasswordResetToken", "Sets the reset token of a username.")
                .takes(form(JsonForms.ResetToken.class))
                .answers(204, "It is set.", NOTHING);
        on(
                        "DELETE passwordResetTokens/{username}",
                        "deletePasswordResetToken",
                        "Deletes the reset token of a username.")
                .answers(204, "It is gone.", NOTHING)
                .fails(NOT_FOUND);
        on("GET superGod", "getSuperGod", "Returns the user who owns the installation.")
                .conditional()
                .answers(200, "The user.", section -> TypeSchemas.reference("User"), "ETag")
                .answers(304, "The caller has the record already.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("POST superGod/transfer", "transferSuperGodPower", "Hands the power over to another user.")
                .takes(form(JsonForms.PowerTransfer.class))
                .answers(204, "It went over.", NOTHING)
                .fails(NOT_FOUND, CONFLICT);
        on("GET godCredentials/expiry", "getGodCredentialsExpiry", "Returns when god's credentials cease to be shown.")
                .answers(200, "Milliseconds since 1970, 0 when it is not set.", of(Long.class));
        on("PUT godCredentials/expiry", "setGodCredentialsExpiry", "Sets when god's credentials cease to be shown.")
                .takes(of(Long.class))
                .answers(204, "It is set.", NOTHING);
        on(
                        "GET godCredentials/expiryDuration",
                        "getGodCredentialsExpiryDuration",
                        "Returns for how long they are shown.")
                .answers(200, "Milliseconds.", of(Long.class));
        on("PUT godCredentials/expiryDuration", "setGodCredentialsExpiryDuration", "Sets for how long they are shown.")
                .takes(of(Long.class))
                .answers(204, "It is set.", NOTHING);
        on("POST godCredentials/reset", "resetGodCredentialsExpiry", "Shows god's credentials from now on.")
                .answers(204, "They are shown.", NOTHING);
        on("GET godCredentials/visible", "shouldShowGodCredentials", "Tells whether god's credentials are to be shown.")
                .answers(200, "Whether they are.", of(Boolean.class));
    }

    private void describeSessions() {
        on("POST session", "logIn", "Begins a session; the answer sets its token as a cookie.")
                .takes(form(JsonForms.Login.class))
                .answers(
                        201,
                        "It has begun.",
                        section -> caller().addRequired("user").addRequired("expiresAt"),
                        "Location",
                        "Set-Cookie")
                .fails(CONFLICT, FORBIDDEN);
        on("GET session", "getSession", "Returns who is calling.")
                .answers(
                        200,
                        "The user, but for the service token, and when the session ends if nobody calls.",
                        section -> caller().addProperty("role", TypeSchemas.reference("UserRole"))
                                .addRequired("role"));
        on("DELETE session", "logOut", "Ends the session that the call belongs to.")
                .answers(204, "It has ended.", NOTHING, "Set-Cookie");
        on("GET users/{key}/sessions", "listSessions", "Returns the sessions of a user, the newest first.")
                .answers(200, "The sessions.", section -> TypeSchemas.list(types.of(JsonForms.Session.class)))
                .fails(NOT_FOUND);
        on("DELETE users/{key}/sessions", "endSessions", "Ends all sessions of a user.")
                .answers(204, "They have ended.", NOTHING)
                .fails(NOT_FOUND);
        on("DELETE users/{key}/sessions/{id}", "endSession", "Ends a session of a user.")
                .answers(204, "It has ended.", NOTHING)
                .fails(NOT_FOUND);
    }

    private Schema caller() {
        return TypeSchemas.object()
                .addProperty("user", TypeSchemas.reference("User"))
                .addProperty("expiresAt", types.whole(Long.class));
    }

    private void describeDatabase() {
        on("POST database/initialize", "initializeDatabase", "Fills what is empty with the defaults.")
                .mayTake(form(JsonForms.InitialHashes.class))
                .answers(200, "The passwords that were made.", form(JsonForms.InitialPasswords.class))
                .fails(CONFLICT);
        on("GET database/export", "exportDatabase", "Returns the whole database, as a download.")
                .answers(
                        200,
                        "The export. It is whole when it has its closing brace.",
                        section -> schemas.database(),
                        "Content-Disposition");
        on("POST database/import", "importDatabase", "Replaces each section that an export has.")
                .takes(section -> schemas.databaseImport())
                .answers(200, "It is done.", form(JsonForms.ImportReport.class))
                .answers(
                        202,
                        "It has begun, as the caller prefers.",
                        form(JsonForms.Job.class),
                        "Location",
                        "Preference-Applied")
                .fails(CONFLICT);
        on("GET database/jobs", "listJobs", "Returns the imports and exports that run, and the last that have ended.")
                .answers(
                        200, "The jobs, the oldest first.", section -> TypeSchemas.list(types.of(JsonForms.Job.class)));
        on("GET database/jobs/{id}", "findJob", "Returns how far an import or export is, or what has become of it.")
                .answers(200, "The job.", form(JsonForms.Job.class))
                .fails(NOT_FOUND);
        on("DELETE database/jobs/{id}", "cancelJob", "Tells an import or export to stop.")
                .answers(204, "It will.", NOTHING)
                .fails(NOT_FOUND);
        on("POST database/clear", "clearDatabase", "Empties all models.").answers(204, "They are.", NOTHING);
        on("GET database/statistics", "getStatistics", "Returns how many records there are, and in which database.")
                .answers(200, "The numbers.", form(JsonForms.Statistics.class));
    }

    private void describePlatform() {
        for (String part : List.of("", "/live", "/ready", "/started")) {
            String name = part.isEmpty() ? "" : part.substring(1, 2).toUpperCase(Locale.ROOT) + part.substring(2);
            on("GET /health" + part, "getHealth" + name, "Tells whether the server is up.")
                    .answers(200, "It is.", form(JsonForms.Health.class))
                    .answers(503, "It is not.", form(JsonForms.Health.class));
        }
        on("GET /openapi", "getOpenApi", "Returns this description.")
                .answers(200, "The description.", section -> TypeSchemas.object());
        on("GET /metrics", "getMetrics", "Returns how often each operation was called and how long it took, and more.")
                .answers(200, "Numbers in the format of Prometheus.", of(String.class));
    }

    private Function<Section<?>, Schema> form(Class<?> type) {
        return section -> types.of(type);
    }

    private Function<Section<?>, Schema> of(Class<?> type) {
        return section -> types.whole(type);
    }

    private Function<Section<?>, Schema> section(String name) {
        return section -> schemas.section(catalogue.section(name));
    }
}
