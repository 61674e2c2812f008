package dev.metabuilder.database.vendor;

import java.io.IOException;
import java.io.Writer;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.expressions.ExpressionSQLPrinter;
import org.eclipse.persistence.internal.expressions.SQLSelectStatement;
import org.eclipse.persistence.platform.database.DatabasePlatform;

/** Tells EclipseLink the syntax of SQLite. */
public class SqlitePlatform extends DatabasePlatform {

    private static final long serialVersionUID = 1L;

    /** SQLite's LOCATE has another name, and its arguments in another order. */
    @Override
    protected void initializePlatformOperators() {
        super.initializePlatformOperators();
        addOperator(ExpressionOperator.simpleTwoArgumentFunction(ExpressionOperator.Locate, "INSTR"));
    }

    /** SQLite has no FOR UPDATE: a write transaction locks the database. */
    @Override
    public String getSelectForUpdateString() {
        return "";
    }

    @Override
    public boolean supportsForeignKeyConstraints() {
        return true;
    }

    @Override
    public void printSQLSelectStatement(DatabaseCall call, ExpressionSQLPrinter printer, SQLSelectStatement statement) {
        int first = statement.getQuery() == null ? 0 : statement.getQuery().getFirstResult();
        int rows = statement.getQuery() == null ? 0 : statement.getQuery().getMaxRows();
        call.setFields(statement.printSQL(printer));
        if (first <= 0 && rows <= 0) {
            return;
        }
        // EclipseLink's "max rows" includes the skipped rows.
        call.setIgnoreFirstRowSetting(true);
        call.setIgnoreMaxResultsSetting(true);
        Writer writer = printer.getWriter();
        try {
            writer.write(" LIMIT " + (rows <= 0 ? -1 : rows - first) + " OFFSET " + first);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
