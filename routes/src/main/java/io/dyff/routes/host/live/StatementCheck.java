package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Has the database read statements, without running them; one that takes the place of a shipped statement keeps its
 * parameters and its columns, because routes and beans know them by name.
 */
public final class StatementCheck {
    /** Parameters as camel-sql and camel-jdbc write them. */
    private static final Pattern CAMEL_PARAMETER = Pattern.compile(":[#?](?:\\$\\{([^}]*)}|([A-Za-z0-9_.]+))");

    /** Stands in for such a parameter. */
    private static final String CAMEL = "ofCamel";

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    /** The database cannot say of which type a parameter is before it has one: no mistake. */
    private static final String INDETERMINATE_TYPE = "42P18";

    private final DataSource database;

    public StatementCheck(DataSource database) {
        this.database = database;
    }

    /**
     * Checks a statement.
     *
     * @param file its name
     * @param text its text
     * @param shipped the text of that name in the jar, if there is one
     * @throws UnansweredException when the database cannot be asked
     */
    public Optional<Refusal> check(String file, String text, Optional<String> shipped) {
        Form form = Form.of(text);
        try (Connection connection = database.getConnection()) {
            Set<String> columns = columns(connection, form);
            if (shipped.isEmpty()) {
                return Optional.empty();
            }
            Form before = Form.of(shipped.get());
            if (!form.parameters.equals(before.parameters)) {
                return Optional.of(new Refusal(
                        file,
                        1,
                        "its parameters are " + form.parameters + ", those of the shipped statement "
                                + before.parameters));
            }
            Set<String> missing = columns(connection, before);
            missing.removeAll(columns);
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Refusal(file, 1, "the columns " + missing + " are missing"));
        } catch (SQLException e) {
            if (isConnection(e)) {
                throw new UnansweredException("the database does not answer: " + e.getMessage());
            }
            return Optional.of(new Refusal(file, line(e, form.sql), reason(e)));
        }
    }

    /** The columns of the result, empty when there is none. */
    private static Set<String> columns(Connection connection, Form form) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(form.sql)) {
            statement.getParameterMetaData().getParameterCount();
            ResultSetMetaData result = statement.getMetaData();
            for (int i = 1; result != null && i <= result.getColumnCount(); i++) {
                columns.add(result.getColumnName(i));
            }
        } catch (SQLException e) {
            if (!INDETERMINATE_TYPE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return columns;
    }

    private static boolean isConnection(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e.getSQLState() == null || state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
    }

    private static int line(SQLException e, String sql) {
        int position = e instanceof PSQLException known && known.getServerErrorMessage() != null
                ? known.getServerErrorMessage().getPosition()
                : 0;
        return 1
                + (int) sql.substring(0, Math.min(Math.max(position - 1, 0), sql.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }

    /**
     * A statement as the driver takes it.
     *
     * @param sql line for line as in the file, with question marks
     * @param parameters their names
     */
    private record Form(String sql, Set<String> parameters) {

        static Form of(String text) {
            // Comments may hold anything; their lines stay, so that places are right.
            String bare = COMMENT.matcher(text).replaceAll("");
            Set<String> names = new TreeSet<>();
            String named = CAMEL_PARAMETER.matcher(bare).replaceAll(found -> {
                names.add(found.group(1) == null ? found.group(2) : found.group(1));
                return Matcher.quoteReplacement(":" + CAMEL);
            });
            ParsedSql parsed = NamedParameterUtils.parseSqlStatement(named);
            String sql = NamedParameterUtils.substituteNamedParameters(parsed, new Names(names));
            return new Form(sql, names);
        }
    }

    /** Takes the names that are asked for, instead of having values. */
    private record Names(Set<String> found) implements SqlParameterSource {

        @Override
        public boolean hasValue(String name) {
            if (!name.equals(CAMEL)) {
                found.add(name);
            }
            return false;
        }

        @Override
        public Object getValue(String name) {
            throw new IllegalArgumentException(name);
        }
    }

    /** The shipped text of a statement. */
    static Optional<String> shipped(String file) {
        DataFiles jar = new DataFiles(Overrides.none());
        return jar.has(file) ? Optional.of(jar.text(file)) : Optional.empty();
    }
}
