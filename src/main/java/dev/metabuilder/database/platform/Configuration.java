package dev.metabuilder.database.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The operator's settings, from environment variables with these names (MicroProfile Config); the guide to configuration
 * lists them.
 */
@ApplicationScoped
public class Configuration {

    @Inject
    @ConfigProperty(name = "METABUILDER_DATA_DIR", defaultValue = "data")
    private String dataDirectory;

    @Inject
    @ConfigProperty(name = "METABUILDER_MIGRATE")
    private Optional<String> migrate;

    @Inject
    @ConfigProperty(name = "METABUILDER_INITIALIZE")
    private Optional<String> initialize;

    @Inject
    @ConfigProperty(name = "METABUILDER_SERVICE_TOKEN")
    private Optional<String> serviceToken;

    @Inject
    @ConfigProperty(name = "METABUILDER_LOGIN_FAILURES", defaultValue = "5")
    private int loginFailures;

    @Inject
    @ConfigProperty(name = "METABUILDER_LOGIN_FAILURES_PER_ADDRESS", defaultValue = "50")
    private int loginFailuresPerAddress;

    @Inject
    @ConfigProperty(name = "METABUILDER_SESSION_IDLE_TIMEOUT", defaultValue = "28800")
    private long sessionIdleTimeout;

    @Inject
    @ConfigProperty(name = "METABUILDER_SESSION_ABSOLUTE_TIMEOUT", defaultValue = "604800")
    private long sessionAbsoluteTimeout;

    @Inject
    @ConfigProperty(name = "METABUILDER_PROXIES")
    private Optional<String> proxies;

    @Inject
    @ConfigProperty(name = "METABUILDER_CORS_ORIGINS")
    private Optional<String> corsOrigins;

    @Inject
    @ConfigProperty(name = "METABUILDER_MAX_BODY_BYTES", defaultValue = "4294967296")
    private long mostBodyBytes;

    @Inject
    @ConfigProperty(name = "METABUILDER_MAX_SPOOL_BYTES", defaultValue = "17179869184")
    private long mostSpoolBytes;

    @Inject
    @ConfigProperty(name = "METABUILDER_MAX_JOBS", defaultValue = "4")
    private int mostJobs;

    @Inject
    @ConfigProperty(name = "METABUILDER_HTTP_THREADS", defaultValue = "64")
    private int httpThreads;

    @Inject
    @ConfigProperty(name = "METABUILDER_HISTORY_DAYS", defaultValue = "30")
    private int historyDays;

    /** Returns how many days the history of changes is kept; 0 if none is written. */
    public int historyDays() {
        return historyDays;
    }

    /** Returns how many imports and exports may run at once. */
    public int mostJobs() {
        return mostJobs;
    }

    /** Returns the number of HTTP threads. */
    public int httpThreads() {
        return httpThreads;
    }

    /** Returns the folder of the module's own files. */
    public Path dataDirectory() {
        return Path.of(dataDirectory);
    }

    /** Returns {@code update} if the start migrates the schema, or {@code validate} if it only checks the schema. */
    public String migrate(Dialect dialect) {
        return migrate.orElse(dialect.isEmbedded() ? "update" : "validate");
    }

    /** Returns whether the start fills an empty database with the defaults. */
    public boolean initialize(Dialect dialect) {
        return initialize.map(Boolean::parseBoolean).orElse(dialect.isEmbedded());
    }

    /** Returns the service token, if the operator set one. */
    public Optional<String> serviceToken() {
        return serviceToken;
    }

    /** Returns how many log-ins of a user from one address may fail before the next one must wait. */
    public int loginFailures() {
        return loginFailures;
    }

    /** Returns how many log-ins from one address may fail before the next one must wait. */
    public int loginFailuresPerAddress() {
        return loginFailuresPerAddress;
    }

    /** Returns the time without use after which a session ends. */
    public Duration sessionIdleTimeout() {
        return Duration.ofSeconds(sessionIdleTimeout);
    }

    /** Returns the maximum duration of a session. */
    public Duration sessionAbsoluteTimeout() {
        return Duration.ofSeconds(sessionAbsoluteTimeout);
    }

    /** Returns the addresses of trusted proxies, whose headers name the real caller. */
    public List<String> proxies() {
        return list(proxies);
    }

    /** Returns the origins whose pages may read answers. */
    public List<String> corsOrigins() {
        return list(corsOrigins);
    }

    /** Returns the maximum size of a body, in bytes. */
    public long mostBodyBytes() {
        return mostBodyBytes;
    }

    /** Returns the maximum total size of temporary files, in bytes. */
    public long mostSpoolBytes() {
        return mostSpoolBytes;
    }

    private static List<String> list(Optional<String> commas) {
        return commas.map(text -> List.of(text.strip().split("\\s*,\\s*"))).orElse(List.of());
    }
}
