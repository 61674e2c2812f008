package dev.metabuilder.database.openapi;

import static dev.metabuilder.database.http.problem.ProblemType.CONFLICT;
import static dev.metabuilder.database.http.problem.ProblemType.FORBIDDEN;
import static dev.metabuilder.database.http.problem.ProblemType.GONE;
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
 * The description of each route, named as {@link dev.metabuilder.database.security.AccessRules} names them. It is long,
 * since it is one table: a row for each route.
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
        describeHistory();
        describeDatabase();
        describePlatform();
    }

    /** Returns the description of a route, or null if there is none. */
    RouteDescription of(String route) {
        return all.get(route);
    }

    /** Returns the routes outside the API that the platform provides. */
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
                .answers(200, "The records, in order. A short list has a weak tag.", schemas::section, "ETag")
                .answers(304, "The caller's list is still current.", NOTHING, "ETag");
        on("PUT {section}", "replace{section}", "Makes {section} equal to the body.")
                .conditional()
                .takes(schemas::section)
                .answers(204, "It is.", NOTHING)
                .fails(CONFLICT);
        on("POST {section}", "add{model}", "Adds a {model} after all others.")
                .ofRecordsOnly()
                .takes(schemas::record)
                .answers(201, "The record was added.", schemas::record, "ETag", "Location")
                .answersWhen(
                        Section::isAddedOnce,
                        200,
                        "The record existed already, and is unchanged.",
                        schemas::record,
                        "ETag")
                .fails(CONFLICT);
        on("GET {section}/{key}", "find{model}", "Returns one {model}.")
                .conditional()
                .answers(200, "The record.", schemas::record, "ETag")
                .answers(304, "The caller's record is still current.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("PATCH {section}/{key}", "update{model}", "Changes only the given properties of a {model}.")
                .ofRecordsOnly()
                .conditional()
                .takes(schemas::changes)
                .answers(200, "The changed record.", schemas::record, "ETag")
                .fails(NOT_FOUND, CONFLICT);
        on("PUT {section}/{key}", "put{model}", "Adds or replaces a {model}.")
                .conditional()
                .takes(schemas::record)
                .answers(200, "The record was replaced.", schemas::record, "ETag")
                .answers(201, "The record was added.", schemas::record, "ETag", "Location")
                .fails(CONFLICT);
        on("DELETE {section}/{key}", "delete{model}", "Deletes a {model}, with the records that depend on it.")
                .conditional()
                .answers(204, "It was deleted.", NOTHING)
                .fails(NOT_FOUND);
        on("POST {section}/{key}", "bulk{section}", "Carries out operations on {section}, all or none of them.")
                .ofRecordsOnly()
                .takes(schemas::operations)
                .answers(200, "The result of each operation.", form(JsonForms.OperationResults.class))
                .fails(NOT_FOUND, CONFLICT);
        on("POST batch", "batch", "Carries out operations on several collections, all or none of them.")
                .takes(section -> schemas.operations(null))
                .answers(200, "The result of each operation.", form(JsonForms.OperationResults.class))
                .fails(NOT_FOUND, CONFLICT);
        on("GET {only}", "get{section}", "Returns the {model}.")
                .conditional()
                .answers(200, "The record.", schemas::record, "ETag")
                .answers(304, "The caller's record is still current.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("PUT {only}", "set{section}", "Sets or replaces the {model}.")
                .conditional()
                .takes(schemas::record)
                .answers(204, "It was set.", NOTHING, "ETag")
                .fails(CONFLICT);
        on("DELETE {only}", "delete{section}", "Deletes the {model}.")
                .conditional()
                .answers(204, "It was deleted.", NOTHING)
                .fails(NOT_FOUND);
    }

    private void describeAccounts() {
        on("GET credentials", "getCredentials", "Returns the stored password hash of each username.")
                .answers(200, "Hashes by username.", section("credentials"));
        on("PUT credentials/{username}", "setCredential", "Sets the password hash of a username.")
                .takes(form(JsonForms.PasswordHash.class))
                .answers(204, "It was set.", NOTHING);
        on(
                        "POST credentials/{username}/verify",
                        "verifyCredentials",
                        "Returns whether a password is that of a username.")
                .takes(form(JsonForms.Password.class))
                .answers(200, "The result.", form(JsonForms.Verification.class));
        on("GET passwordChangeTimestamps", "getPasswordChangeTimestamps", "Returns when each password changed.")
                .answers(200, "Times by username.", section("passwordChangeTimestamps"));
        on(
                        "PATCH passwordChangeTimestamps",
                        "setPasswordChangeTimestamps",
                        "Sets when the passwords of the given usernames changed.")
                .takes(section("passwordChangeTimestamps"))
                .answers(204, "They were set.", NOTHING);
        on("GET firstLoginFlags", "getFirstLoginFlags", "Returns the first-login flag of each username.")
                .answers(200, "Flags by username.", section("firstLoginFlags"));
        on("PUT firstLoginFlags/{username}", "setFirstLoginFlag", "Sets the first-login flag of a username.")
                .takes(of(Boolean.class))
                .answers(204, "It was set.", NOTHING);
        on("GET passwordResetTokens", "getPasswordResetTokens", "Returns the reset token of each username.")
                .answers(200, "Tokens by username.", section("passwordResetTokens"));
        on("PUT passwordResetTokens/{username}", "setPasswordResetToken", "Sets the reset token of a username.")
                .takes(form(JsonForms.ResetToken.class))
                .answers(204, "It was set.", NOTHING);
        on(
                        "DELETE passwordResetTokens/{username}",
                        "deletePasswordResetToken",
                        "Deletes the reset token of a username.")
                .answers(204, "It was deleted.", NOTHING)
                .fails(NOT_FOUND);
        on("GET superGod", "getSuperGod", "Returns the user who owns the installation.")
                .conditional()
                .answers(200, "The user.", section -> TypeSchemas.reference("User"), "ETag")
                .answers(304, "The caller's record is still current.", NOTHING, "ETag")
                .fails(NOT_FOUND);
        on("POST superGod/transfer", "transferSuperGodPower", "Transfers the supergod's power to another user.")
                .takes(form(JsonForms.PowerTransfer.class))
                .answers(204, "The power was transferred.", NOTHING)
                .fails(NOT_FOUND, CONFLICT);
        on(
                        "GET godCredentials/expiry",
                        "getGodCredentialsExpiry",
                        "Returns the time after which the app no longer shows god's credentials.")
                .answers(200, "Milliseconds since 1970, 0 if it is not set.", of(Long.class));
        on(
                        "PUT godCredentials/expiry",
                        "setGodCredentialsExpiry",
                        "Sets the time after which the app no longer shows god's credentials.")
                .takes(of(Long.class))
                .answers(204, "It was set.", NOTHING);
        on(
                        "GET godCredentials/expiryDuration",
                        "getGodCredentialsExpiryDuration",
                        "Returns how long the app shows them.")
                .answers(200, "Milliseconds.", of(Long.class));
        on("PUT godCredentials/expiryDuration", "setGodCredentialsExpiryDuration", "Sets how long the app shows them.")
                .takes(of(Long.class))
                .answers(204, "It was set.", NOTHING);
        on("POST godCredentials/reset", "resetGodCredentialsExpiry", "Lets the app show god's credentials from now on.")
                .answers(204, "The period has started.", NOTHING);
        on(
                        "GET godCredentials/visible",
                        "shouldShowGodCredentials",
                        "Returns whether the app should show god's credentials.")
                .answers(200, "Whether it should.", of(Boolean.class));
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

    private void describeHistory() {
        on("GET changes", "listChanges", "Returns what was changed, in the order of the commits.")
                .answers(200, "The changes that the role may read.", section -> changes(), "Link", "X-Position")
                .fails(GONE);
        on("POST changes/restore", "restoreChanges", "Undoes all that a request or a job has changed.")
                .takes(form(JsonForms.ChangesToUndo.class))
                .answers(200, "What was done.", form(JsonForms.ImportReport.class))
                .fails(NOT_FOUND, CONFLICT, GONE);
        on("GET {section}/{key}/changes", "list{model}Changes", "Returns what was done to a {model}, the newest first.")
                .answers(200, "The changes.", section -> changes(), "Link");
        on("POST {section}/{key}/restore", "restore{model}", "Makes a {model} be as it was after or before a change.")
                .conditional()
                .takes(form(JsonForms.Moment.class))
                .answers(200, "The record, which was changed.", schemas::record, "ETag")
                .answers(201, "The record, which had been removed.", schemas::record, "ETag", "Location")
                .fails(CONFLICT);
    }

    private Schema changes() {
        return TypeSchemas.list(types.of(JsonForms.Change.class));
    }

    private void describeDatabase() {
        on("POST database/initialize", "initializeDatabase", "Fills each empty part with its defaults.")
                .mayTake(form(JsonForms.InitialHashes.class))
                .answers(200, "The new passwords.", form(JsonForms.InitialPasswords.class))
                .fails(CONFLICT);
        on("GET database/export", "exportDatabase", "Returns the whole database, as a download.")
                .answers(
                        200,
                        "The export. It is complete if it has its closing brace.",
                        section -> schemas.database(),
                        "Content-Disposition");
        on("POST database/import", "importDatabase", "Replaces each section that the export contains.")
                .takes(section -> schemas.databaseImport())
                .answers(200, "The report of the import.", form(JsonForms.ImportReport.class))
                .answers(
                        202,
                        "The import has begun, and the answer does not wait for its end.",
                        form(JsonForms.Job.class),
                        "Location",
                        "Preference-Applied")
                .fails(CONFLICT);
        on("GET database/jobs", "listJobs", "Returns the running imports and exports, and the last that have ended.")
                .answers(
                        200, "The jobs, the oldest first.", section -> TypeSchemas.list(types.of(JsonForms.Job.class)));
        on("GET database/jobs/{id}", "findJob", "Returns the progress or the result of an import or export.")
                .answers(200, "The job.", form(JsonForms.Job.class))
                .fails(NOT_FOUND);
        on("DELETE database/jobs/{id}", "cancelJob", "Cancels an import or export.")
                .answers(204, "The job will end soon.", NOTHING)
                .fails(NOT_FOUND);
        on("POST database/clear", "clearDatabase", "Empties all models.").answers(204, "They are empty.", NOTHING);
        on("GET database/statistics", "getStatistics", "Returns how many records there are, and in which database.")
                .answers(200, "The numbers.", form(JsonForms.Statistics.class));
    }

    private void describePlatform() {
        for (String part : List.of("", "/live", "/ready", "/started")) {
            String name = part.isEmpty() ? "" : part.substring(1, 2).toUpperCase(Locale.ROOT) + part.substring(2);
            on("GET /health" + part, "getHealth" + name, "Returns whether the server is up.")
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
