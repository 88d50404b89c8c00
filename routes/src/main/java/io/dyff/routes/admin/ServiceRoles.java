package io.dyff.routes.admin;

import io.dyff.routes.host.data.DataFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The database's roles of the services: each may do with each table what its statements do, and nothing else. They are made
 * where their passwords are settings, and else only granted what they need, as where others make them.
 */
public final class ServiceRoles {
    /** Before the name of a role, with hyphens: {@code DYFF_DATABASE__PASSWORDS__DYFF_API}. */
    static final String PASSWORDS = "dyff.database.passwords.";

    private static final Set<String> ROLES = Set.of("dyff_api", "dyff_sink", "dyff_orchestrator", "dyff_services");

    private final DataSource dataSource;
    private final DataFiles files;

    public ServiceRoles(DataSource dataSource, DataFiles files) {
        this.dataSource = dataSource;
        this.files = files;
    }

    /**
     * Makes roles, and grants what they need.
     *
     * @param passwords by role, each with hyphens for underscores; a password is hashed here
     * @param required whether it fails when a role is missing
     */
    public void store(Map<String, String> passwords, boolean required) {
        Set<String> unknown = new TreeSet<>();
        passwords.keySet().stream().filter(name -> !ROLES.contains(role(name))).forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new AdminException("no service has a role " + unknown + "; known: " + new TreeSet<>(ROLES));
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!passwords.isEmpty()) {
                statement.execute(files.text("create-service-roles.sql"));
                PGConnection postgres = connection.unwrap(PGConnection.class);
                for (Map.Entry<String, String> one : passwords.entrySet()) {
                    postgres.alterUserPassword(
                            role(one.getKey()), one.getValue().toCharArray(), "scram-sha-256");
                }
            }
            if (required) {
                requireAll(connection);
            }
            statement.execute(files.text("grant-services.sql"));
            connection.commit();
        } catch (SQLException e) {
            throw new AdminException("the roles of the services cannot be granted what they need: " + e.getMessage());
        }
    }

    private void requireAll(Connection connection) {
        List<String> missing = JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql(files.text("select-missing-roles.sql"))
                .query(String.class)
                .list();
        if (!missing.isEmpty()) {
            throw new AdminException("the database has no role " + String.join(", ", missing)
                    + ": make it, with the password that its service has, and migrate again");
        }
    }

    private static String role(String name) {
        return name.replace('-', '_');
    }
}
