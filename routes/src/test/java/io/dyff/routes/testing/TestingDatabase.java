package io.dyff.routes.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dyff.parts.Database;
import io.dyff.routes.admin.ServiceRoles;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migrated database of one test's own, empty at first, and the ways to it. */
public final class TestingDatabase {
    /** Of the role that services have in tests, as in one process of all of them. */
    static final String SERVICES = "dyff_services";

    public static final String SERVICES_PASSWORD = "a password of tests";

    private final DriverManagerDataSource dataSource;
    private final DataSource pooled;

    private TestingDatabase(Database server, String name) {
        this.dataSource = new DriverManagerDataSource(
                server.url().replaceFirst("/[^/]*$", "/" + name), server.user(), server.password());
        this.pooled = pool(dataSource);
    }

    /** Migrates a new database of the server. */
    static TestingDatabase migrate(Database server, String name) {
        execute(server, "create database " + name);
        TestingDatabase database = new TestingDatabase(server, name);
        Flyway.configure()
                .dataSource(database.dataSource)
                .locations("classpath:dyff")
                .load()
                .migrate();
        new ServiceRoles(database.dataSource, new DataFiles(Overrides.none()))
                .store(Map.of("dyff-services", SERVICES_PASSWORD), true);
        return database;
    }

    /** Copies a database of the same server that nobody is connected to: migrating takes ten times as long. */
    static TestingDatabase copy(Database server, String template, String name) {
        execute(server, "create database " + name + " template " + template);
        return new TestingDatabase(server, name);
    }

    private static void execute(Database server, String statement) {
        JdbcClient.create(server.dataSource()).sql(statement).update();
    }

    private static DataSource pool(DriverManagerDataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(dataSource.getUrl());
        config.setUsername(dataSource.getUsername());
        config.setPassword(dataSource.getPassword());
        config.setInitializationFailTimeout(-1);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        // Tests change tables under statements that were prepared before.
        config.addDataSourceProperty("prepareThreshold", "0");
        return new HikariDataSource(config);
    }

    /** A connection of one's own each time. */
    public DriverManagerDataSource dataSource() {
        return dataSource;
    }

    /** Connections that others have used: a new one takes longer than most statements. */
    public DataSource pooled() {
        return pooled;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(pooled);
    }
}
