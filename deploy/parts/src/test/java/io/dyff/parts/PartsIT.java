package io.dyff.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class PartsIT {
    /** Unpacked, for all modules. */
    private static final Path PROGRAMS =
            Path.of(System.getProperty("postgres.programs", "target/postgres")).toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void shouldKeepTopicsWhenTheBrokerIsRestarted() throws Exception {
        try (Broker broker = Broker.start(folder);
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get();
        }
        try (Broker broker = Broker.start(folder);
                Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void shouldKeepRowsWhenTheDatabaseIsRestarted() throws Exception {
        try (Database database = Database.start(folder, PROGRAMS, 0);
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select 1 as n");
        }
        try (Database database = Database.start(folder, PROGRAMS, 0);
                var connection = database.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("select n from kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void shouldSayWhyItDoesNotStartOnTheDataOfAnotherMajorVersion() throws Exception {
        Database.start(folder, PROGRAMS, 0).close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> Database.start(folder, PROGRAMS, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are of PostgreSQL 17, and this is 18")
                .hasMessageContaining("pg_dumpall")
                .hasMessageContaining("dyff reset");
    }

    @Test
    void shouldStoreWhatItAcknowledged() throws Exception {
        try (Database database = Database.start(folder, PROGRAMS, 0);
                var connection = database.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select current_setting('fsync') || current_setting('synchronous_commit')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("onon");
        }
    }

    @Test
    void shouldLetNobodyInWithoutThePasswordThatOnlyItsOwnerCanRead() throws Exception {
        try (Database database = Database.start(folder, PROGRAMS, 0)) {
            for (String other : List.of("", "postgres")) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", other))
                        .isInstanceOf(SQLException.class);
            }
            DriverManager.getConnection(database.url(), database.user(), Database.password(folder))
                    .close();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
    }

    /** Who opens a connection repeats what was done to the password. */
    @Test
    void shouldHashThePasswordOnceBecauseNobodyCanGuessIt() throws Exception {
        try (Database database = Database.start(folder, PROGRAMS, 0);
                Connection connection =
                        DriverManager.getConnection(database.url(), database.user(), database.password());
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select rolpassword from pg_authid where rolname = current_user")) {
            rows.next();
            assertThat(rows.getString(1)).startsWith("SCRAM-SHA-256$1:");
        }
    }

    @Test
    void shouldServeTwoFoldersInOneProcess() throws Exception {
        try (Database one = Database.start(folder.resolve("one"), folder.resolve("one/bin"), 0);
                Database other = Database.start(folder.resolve("other"), folder.resolve("other/bin"), 0)) {
            DriverManager.getConnection(other.url(), other.user(), other.password())
                    .close();
            assertThatThrownBy(() -> DriverManager.getConnection(other.url(), other.user(), one.password()))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void shouldCloseTheDataOfAnEarlierVersionToo() throws Exception {
        Database.start(folder, PROGRAMS, 0).close();
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (Database database = Database.start(folder, PROGRAMS, 0)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "postgres"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void shouldKeepObjectsWhenTheStoreIsRestarted() {
        try (ObjectStore store = ObjectStore.start(folder, 0, "dyff", "id", "secret");
                S3Client s3 = client(store)) {
            s3.putObject(b -> b.bucket("dyff").key("a/b.txt"), RequestBody.fromString("hello"));
        }
        try (ObjectStore store = ObjectStore.start(folder, 0, "dyff", "id", "secret");
                S3Client s3 = client(store)) {
            assertThat(s3.getObjectAsBytes(b -> b.bucket("dyff").key("a/b.txt")).asByteArray())
                    .isEqualTo("hello".getBytes(UTF_8));
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static S3Client client(ObjectStore store) {
        return S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }
}
