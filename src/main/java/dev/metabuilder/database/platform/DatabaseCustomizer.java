package dev.metabuilder.database.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/** Finds out which database the datasource leads to, and tells EclipseLink: the same WAR runs on each. */
public class DatabaseCustomizer implements SessionCustomizer {

    @Override
    public void customize(Session session) throws Exception {
        try (Connection connection = ConnectionPool.connection()) {
            DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
            login.setPlatform(Dialect.of(connection).eclipseLinkPlatform());
            // The pool asks each connection whether it is alive: EclipseLink need not try again, 5 s later and once
            // more.
            login.setQueryRetryAttemptCount(0);
        } catch (SQLException e) {
            throw StartupFailure.because("The database can't be reached" + ServerLog.reference("says why"), e);
        }
    }
}
