package dev.metabuilder.database.openapi;

import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.transfer.Job.Kind;
import dev.metabuilder.database.transfer.Job.State;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The JSON of requests and answers that are not models. {@link TypeSchemas} reads these types; nothing instantiates them.
 */
final class JsonForms {

    private JsonForms() {}

    @Schema(description = "An error, as RFC 9457 defines it.")
    record Problem(
            @NotNull String type,
            @NotNull String title,
            @NotNull Integer status,
            @NotNull String detail,
            List<Fault> errors,
            Long errorCount) {}

    @Schema(description = "An error or a repair: its place in the input, and a description.")
    record Fault(
            @NotNull String pointer,
            Long line,
            Long column,
            @NotNull String detail) {}

    @Schema(description = "What an import did.")
    record ImportReport(
            @NotNull Map<String, SectionReport> sections,
            @NotNull List<Fault> mends) {}

    @Schema(description = "How many records of a section an import added, changed, removed or repaired.")
    record SectionReport(
            @NotNull Long added,
            @NotNull Long changed,
            @NotNull Long removed,
            @NotNull Long cascaded,
            @NotNull Long mended) {}

    @Schema(description = "An import or an export: its progress or its result. Times are in ms since 1970.")
    record Job(
            @NotNull String id,
            @NotNull Kind kind,
            @NotNull State state,
            @NotNull Long startedAt,
            Long finishedAt,
            JobProgress progress,
            Problem problem,
            ImportReport report) {}

    @Schema(description = "The progress of a job. An unknown number is 0, and unknown seconds left are null.")
    record JobProgress(
            @NotNull String step,
            @NotNull String section,
            @NotNull Long bytes,
            @NotNull Long totalBytes,
            @NotNull Long records,
            @NotNull Long totalRecords,
            @NotNull Long bytesPerSecond,
            @NotNull Long recordsPerSecond,
            @Schema(nullable = true) Long secondsLeft) {}

    @Schema(description = "How many records each model has, by the name of its collection.")
    record Statistics(
            @NotNull Map<String, Long> models,
            @NotNull String database,
            @NotNull String schemaVersion) {}

    @Schema(description = "The result of each operation, in order.")
    record OperationResults(@NotNull List<OperationResult> results) {}

    @Schema(description = "The result of an operation.")
    record OperationResult(@NotNull String key, @NotNull Operation.Result result) {}

    @Schema(
            description =
                    "The lower-case hexadecimal SHA-512 of a password, a hash in the stored form, or an empty string.")
    record PasswordHash(@NotNull String passwordHash) {}

    @Schema(description = "A password to verify.")
    record Password(@NotNull String password) {}

    @Schema(description = "Who wants to log in.")
    record Login(@NotNull String username, @NotNull String password) {}

    @Schema(description = "A session that has not ended. Times are in ms since 1970.")
    record Session(
            @NotNull String id,
            @NotNull Long createdAt,
            @NotNull Long usedAt,
            @NotNull Long expiresAt,

            @Schema(description = "Whether the call belongs to it.") @NotNull
            Boolean current) {}

    @Schema(description = "Whether the password is the one of the username.")
    record Verification(@NotNull Boolean valid) {}

    @Schema(description = "A token that lets a user set a new password.")
    record ResetToken(@NotNull String token) {}

    @Schema(description = "Who gives the power, and who gets it.")
    record PowerTransfer(
            @NotNull String fromUserId, @NotNull String toUserId) {}

    @Schema(description = "SHA-512 hashes of initial passwords, by the usernames of the defaults.")
    record InitialHashes(Map<String, String> passwordHashes) {}

    @Schema(description = "The passwords that the server just made, by username.")
    record InitialPasswords(@NotNull Map<String, String> initialPasswords) {}

    @Schema(
            description =
                    "What was done to a record, or to a whole collection if there is no key. Times are in ms since"
                            + " 1970. Nothing has the values of secrets.")
    record Change(
            @NotNull String position,
            @NotNull Long time,
            String collection,
            String key,

            @Schema(description = "added, changed, removed, or an event without a record.") @NotNull
            String action,

            @Schema(description = "How often the record had been changed: after this, or before it was removed.")
            Long version,

            @Schema(description = "service, user with the key, operator, or server.") @NotNull
            String actor,

            @Schema(description = "How it was done: call, import, and others.") @NotNull
            String way,

            String requestId,
            String job,

            @Schema(description = "How many records were added, if this one entry stands for all of them.")
            Long records,

            @Schema(description = "What the changed properties were before; the whole record if it was removed.")
            Map<String, Object> before,

            @Schema(description = "The properties that were not there before.")
            List<String> absent,

            @Schema(description = "The secret properties that changed.")
            List<String> secrets) {}

    @Schema(description = "A moment in the history of a record: exactly one of the two, the position of a change.")
    record Moment(
            @Schema(description = "After this change.") String position,
            @Schema(description = "Before this change.") String before) {}

    @Schema(description = "What to undo: exactly one of the two.")
    record ChangesToUndo(
            @Schema(description = "The id of a request, as X-Request-Id had it.")
            String request,

            @Schema(description = "The id of a job.") String job) {}

    @Schema(description = "Whether the server is up, in the format of MicroProfile Health.")
    record Health(@NotNull String status, @NotNull List<HealthCheck> checks) {}

    @Schema(description = "The result of a single check.")
    record HealthCheck(@NotNull String name, @NotNull String status, Map<String, Object> data) {}
}
