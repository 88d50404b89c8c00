package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dyff.operator.steps.client.EvaluationClient;
import io.dyff.operator.steps.client.RunMode;
import io.dyff.operator.steps.mock.MockModel;
import io.dyff.operator.steps.mock.Pace;
import io.dyff.operator.steps.verify.OutputVerification;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation client and verification against a real S3 API and the mock model. */
class EvaluationStepsIT {

    @TempDir
    Path folder;

    TestingStorage storage;
    MockModel model;
    final StringWriter output = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        storage = new TestingStorage(Files.createDirectory(folder.resolve("objects")));
        model = new MockModel(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Pace(0, 0));
    }

    @AfterEach
    void stop() throws Exception {
        model.close();
        storage.close();
    }

    @Test
    void shouldStoreOneVerifiedRowPerDatasetRowAndReplication() throws Exception {
        seed(1000);
        Path manifest = new TestingManifest().write(folder);

        evaluate(manifest);
        verify(manifest);

        assertThat(verified("count(*), count(DISTINCT (_replication_, _index_)), min(_index_), max(_index_)"))
                .isEqualTo("2000 2000 0 999");
        assertThat(verified("count(*) FILTER (len(responses) = 1 AND responses[1]._response_index_ = 0"
                        + " AND responses[1].text LIKE 'The prompt has % words%')"))
                .isEqualTo("2000");
        assertThat(verified("string_agg(DISTINCT _replication_, ',' ORDER BY _replication_)"))
                .isEqualTo(TestingManifest.REPLICATION_0 + "," + TestingManifest.REPLICATION_1);
    }

    void seed(int rows) throws Exception {
        Path file = storage.file("datasets/" + TestingManifest.DATASET + "/part-0.parquet");
        Files.createDirectories(file.getParent());
        assertThat(StepsMain.commandLine()
                        .execute("seed-dataset", "--output", file.toString(), "--rows", Integer.toString(rows)))
                .isZero();
    }

    Map<String, String> environment() {
        Map<String, String> environment = storage.environment();
        environment.put("http_proxy", "http://127.0.0.1:" + model.address().getPort());
        environment.put("no_proxy", "127.0.0.1,localhost");
        return environment;
    }

    void evaluate(Path manifest) throws StepFailure {
        var writer = new PrintWriter(output);
        new EvaluationClient(environment(), writer, writer).run(manifest, RunMode.NORMAL);
    }

    StepFailure evaluationFailure(Path manifest) {
        return catchThrowableOfType(StepFailure.class, () -> evaluate(manifest));
    }

    void verify(Path manifest) throws StepFailure {
        new OutputVerification(environment(), new PrintWriter(output)).run(manifest);
    }

    String verified(String select) throws Exception {
        return query(select, "outputs/" + TestingManifest.EVALUATION + "/verified/**/*.parquet");
    }

    String query(String select, String files) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:duckdb:");
                var statement = db.createStatement();
                var result = statement.executeQuery("SELECT " + select + " FROM read_parquet('" + storage.file(files)
                        + "', hive_partitioning = true, hive_types_autocast = false)")) {
            result.next();
            var row = new StringBuilder();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.append(i == 1 ? "" : " ").append(result.getString(i));
            }
            return row.toString();
        }
    }
}
