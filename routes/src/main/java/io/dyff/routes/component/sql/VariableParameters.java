package io.dyff.routes.component.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;

/**
 * Fills a statement's parameters, {@code :#name}, from the exchange variables of these names. Each statement is read
 * once; Camel's own strategy reads its text anew, four times at every execution.
 */
public final class VariableParameters implements SqlPrepareStatementStrategy {
    /** The component has put its own sign in the place of the one in the file. */
    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

    private final Map<String, Statement> statements = new ConcurrentHashMap<>();

    /** The text as the driver takes it, and the variables of its parameters in their order. */
    private record Statement(String text, List<String> variables) {
        static Statement of(String query) {
            List<String> variables = new ArrayList<>();
            Matcher parameter = PARAMETER.matcher(query);
            String text = parameter.replaceAll(found -> {
                variables.add(found.group(1));
                return "?";
            });
            return new Statement(text, List.copyOf(variables));
        }
    }

    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        return statement(query).text();
    }

    /** @throws SQLException when a variable has no value */
    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object value)
            throws SQLException {
        List<Object> values = new ArrayList<>(expectedParams);
        for (String name : statement(query).variables()) {
            Object variable = exchange.getVariable(name);
            if (variable == null) {
                throw new SQLException("the statement needs the variable " + name);
            }
            values.add(variable);
        }
        return values.iterator();
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams)
            throws SQLException {
        List<Object> all = new ArrayList<>(expectedParams);
        values.forEachRemaining(all::add);
        new ArgumentPreparedStatementSetter(all.toArray()).setValues(statement);
    }

    private Statement statement(String query) {
        return statements.computeIfAbsent(query, Statement::of);
    }
}
