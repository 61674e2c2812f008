package dev.metabuilder.database.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Connections of a {@link FreshDatabase} that record each statement as the driver gets it. Several blanks become one, a
 * random UUID becomes {@code <uuid>}, and repeated statements become one line.
 */
public final class RecordingDataSource {

    private final FreshDatabase database;
    private final List<String> lines = new ArrayList<>();
    private String last = "";
    private int times;

    /** Of that database. */
    public RecordingDataSource(FreshDatabase database) {
        this.database = database;
    }

    /** Returns what opens connections. */
    public DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return connection();
        });
    }

    /** Opens a connection. */
    public Connection connection() throws SQLException {
        Connection connection = database.connect();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("unwrap") && arguments[0] == PGConnection.class) {
                return copying(connection);
            }
            Object result = invoke(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return recording(PreparedStatement.class, statement, (String) arguments[0]);
            }
            return result instanceof Statement statement ? recording(Statement.class, statement, null) : result;
        });
    }

    private <S extends Statement> S recording(Class<S> type, S statement, String prepared) {
        return proxy(type, (proxy, method, arguments) -> {
            boolean sends =
                    method.getName().startsWith("execute") && !method.getName().equals("executeBatch");
            if (sends || method.getName().equals("addBatch")) {
                record(arguments == null ? prepared : (String) arguments[0]);
            }
            return invoke(statement, method, arguments);
        });
    }

    private PGConnection copying(Connection connection) throws SQLException {
        CopyManager copies = new CopyManager(connection.unwrap(BaseConnection.class)) {
            @Override
            public CopyIn copyIn(String sql) throws SQLException {
                record(sql);
                return super.copyIn(sql);
            }
        };
        PGConnection postgres = connection.unwrap(PGConnection.class);
        return proxy(
                PGConnection.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getCopyAPI") ? copies : invoke(postgres, method, arguments));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <P> P proxy(Class<P> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RecordingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void record(String sql) {
        String line = sql.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>")
                // EclipseLink's: it has two before ASC.
                .replaceAll(" {2,}", " ");
        if (line.equals(last)) {
            times++;
            return;
        }
        end();
        last = line;
        times = 1;
    }

    private void end() {
        if (times > 0) {
            lines.add(last + ";" + (times == 1 ? "" : " -- " + times + " times"));
        }
        last = "";
        times = 0;
    }

    /** Begins a chapter with a title for the following statements. */
    public void title(String words) {
        end();
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("-- " + words);
    }

    /** Returns the record, and clears it. */
    public String text() {
        end();
        String text = String.join("\n", lines) + "\n";
        lines.clear();
        return text;
    }
}
