package dev.metabuilder.database.security;

import dev.metabuilder.database.model.Collections;
import dev.metabuilder.database.platform.Configuration;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Slows down those who guess passwords: by user and address, so that nobody keeps a user out from elsewhere, and by
 * address, for one who tries many users; whoever has just logged in from there does not wait for the failures of others.
 * Log-ins of one user from one address go one after the other.
 */
@ApplicationScoped
public class Logins {

    /** How many log-ins there are at once: each takes a core for as long as a slow hash does. */
    private static final int LANES = 16;

    private final Object[] lanes = Stream.generate(Object::new).limit(LANES).toArray();

    @Inject
    private Configuration configuration;

    private Throttle perUser;
    private Throttle perAddress;

    @PostConstruct
    void prepare() {
        perUser = new Throttle(configuration.loginFailures(), System::nanoTime);
        perAddress = new Throttle(configuration.loginFailuresPerAddress(), System::nanoTime);
    }

    /**
     * Lets somebody log in, if that is not too soon.
     *
     * @param address where the attempt comes from; null when that is not known
     * @param logIn tells whether it is the right password
     * @return what it told
     * @throws ClientErrorException with status 429 when it is too soon; then nothing was tried
     */
    public boolean attempt(String username, String address, BooleanSupplier logIn) {
        String from = address == null ? null : Address.network(address);
        String user = (Collections.isKey(username) ? username : "") + "\n" + from;
        synchronized (lanes[Math.floorMod(user.hashCode(), LANES)]) {
            boolean alone = from == null || perUser.hasSucceeded(user);
            long seconds = Math.max(perUser.secondsToWait(user), alone ? 0 : perAddress.secondsToWait(from));
            if (seconds > 0) {
                throw tooSoon(seconds);
            }
            boolean good = logIn.getAsBoolean();
            if (good) {
                perUser.succeeded(user);
            } else {
                perUser.failed(user);
                if (from != null) {
                    perAddress.failed(from);
                }
            }
            return good;
        }
    }

    private static ClientErrorException tooSoon(long seconds) {
        return new ClientErrorException(Response.status(Status.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build());
    }
}
