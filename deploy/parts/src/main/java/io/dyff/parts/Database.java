package io.dyff.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A PostgreSQL server as a child process, on loopback, with its data in a folder. */
public final class Database implements AutoCloseable {
    /** The library unpacks once per process, wherever it is told to the first time, and again when that is gone. */
    private static final AtomicReference<Path> UNPACKED = new AtomicReference<>();

    /** Ten seconds, which the library has, are too few where much starts at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;
    private final DatabaseAccess access;

    private Database(EmbeddedPostgres postgres, DatabaseAccess access) {
        this.postgres = postgres;
        this.access = access;
    }

    /** The password of the database in a folder, for those who may read it there. */
    public static String password(Path folder) {
        return new DatabaseAccess(folder).password();
    }

    /** Starts the server; an orphan of an earlier kill is taken over. Port 0 takes a free one. */
    public static Database start(Path folder, int port) {
        return start(folder, folder.resolve("bin"), port);
    }

    /**
     * Starts the server with its programs unpacked elsewhere, so that several instances share them.
     *
     * @param programs is filled at its first use
     */
    public static Database start(Path folder, Path programs, int port) {
        DatabaseAccess access = new DatabaseAccess(folder);
        Path unpacked =
                UNPACKED.updateAndGet(earlier -> earlier != null && Files.isDirectory(earlier) ? earlier : programs);
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(programs.toFile())
                    // The library's defaults trade durability for speed; acknowledged must mean stored here too.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("unix_socket_directories", "")
                    .setDataDirectoryCustomizer(data -> {
                        new PostgresVersion(unpacked).requireSame(data.toPath());
                        access.restrict(data.toPath(), unpacked);
                    })
                    .setConnectConfig("password", access.password())
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(PATIENCE)
                    .setPort(port == 0 ? Ports.free() : port)
                    .start();
            return new Database(postgres, access);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + folder, e);
        }
    }

    public static Database start(Path folder) {
        return start(folder, 0);
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database();
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return access.password();
    }

    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String database() {
        return "postgres";
    }
}
