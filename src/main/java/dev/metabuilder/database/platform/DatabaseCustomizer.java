package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Tells EclipseLink which database the datasource has, because the same WAR runs on each. */
public class DatabaseCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) throws Exception {
        try (Connection connection = ConnectionPool.connection()) {
            DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
            login.setPlatform(Dialect.of(connection).eclipseLinkPlatform());
            // The pool validates each connection, so EclipseLink need not try again after 5 s.
            login.setQueryRetryAttemptCount(0);
        } catch (SQLException e) {
            throw StartupFailure.because("The database can't be reached" + ServerLog.reference("says why"), e);
        }
    }
}
