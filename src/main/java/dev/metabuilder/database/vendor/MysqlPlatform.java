package dev.metabuilder.database.vendor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.MySQLPlatform;

/** What EclipseLink needs to be told about MySQL and MariaDB. */
public class MysqlPlatform extends MySQLPlatform {

    private static final long serialVersionUID = 1L;

    /** Binary columns have text, in UTF-8; the module keeps nothing else in them. */
    @Override
    public Object getObjectFromResultSet(ResultSet row, int column, int type, AbstractSession session)
            throws SQLException {
        return switch (type) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> row.getString(column);
            default -> super.getObjectFromResultSet(row, column, type, session);
        };
    }

    /** EclipseLink makes bytes of each value of a large binary column; what is text already stays so. */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T convertObject(Object source, Class<T> type) {
        return source instanceof String && type == (Object) byte[].class
                ? (T) source
                : super.convertObject(source, type);
    }
}
