package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.steps.client.EvaluationClient;
import io.dyff.operator.steps.client.RunMode;
import io.dyff.operator.steps.verify.OutputVerification;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the steps of one evaluation, in this process or in one of their own, and looks at what they stored. */
final class TestingRun {

    private final TestingStorage storage;
    private final Path folder;
    private final InetSocketAddress service;
    private final StringWriter output = new StringWriter();
    private String heap = "256m";
    private String evaluation = TestingManifest.EVALUATION;

    /** @param service stands for the forward proxy and for the service behind it */
    TestingRun(TestingStorage storage, Path folder, InetSocketAddress service) {
        this.storage = storage;
        this.folder = folder;
        this.service = service;
    }

    /** Looks at another evaluation. */
    TestingRun of(String id) {
        evaluation = id;
        return this;
    }

    private String area(String name) {
        return "outputs/" + evaluation + "/" + name;
    }

    void seed(int rows) throws IOException {
        Path file = dataset("part-0.parquet");
        assertThat(StepsMain.commandLine()
                        .setOut(new PrintWriter(output))
                        .execute("seed-dataset", "--output", file.toString(), "--rows", Integer.toString(rows)))
                .isZero();
    }

    Path dataset(String name) throws IOException {
        Path file = storage.file("datasets/" + TestingManifest.DATASET + "/" + name);
        Files.createDirectories(file.getParent());
        return file;
    }

    Map<String, String> environment() {
        Map<String, String> environment = storage.environment();
        environment.put("http_proxy", "http://127.0.0.1:" + service.getPort());
        environment.put("no_proxy", "127.0.0.1,localhost");
        return environment;
    }

    void evaluate(TestingManifest manifest) throws Exception {
        evaluate(manifest, RunMode.NORMAL);
    }

    void evaluate(TestingManifest manifest, RunMode mode) throws Exception {
        var writer = new PrintWriter(output);
        new EvaluationClient(environment(), writer, writer).run(manifest.write(folder), mode);
    }

    void verify(TestingManifest manifest) throws Exception {
        new OutputVerification(environment(), new PrintWriter(output)).run(manifest.write(folder));
    }

    StepFailure evaluationFailure(TestingManifest manifest) {
        return catchThrowableOfType(StepFailure.class, () -> evaluate(manifest));
    }

    StepFailure verificationFailure(TestingManifest manifest) {
        return catchThrowableOfType(StepFailure.class, () -> verify(manifest));
    }

    /** Everything the steps in this process have printed. */
    String output() {
        return output.toString();
    }

    /** Of the processes that are started from now on. */
    TestingRun heap(String size) {
        heap = size;
        return this;
    }

    /** A step as the operator starts it, in a Java as the node agent has it. */
    Process start(TestingManifest manifest, String... step) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(step));
        arguments.add("--evaluation_yaml");
        arguments.add(manifest.write(folder).toString());
        return start(Map.of(), arguments);
    }

    Process start(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Path.of("target", "steps.jsa").toAbsolutePath(),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Djava.io.tmpdir=" + folder,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                StepsMain.class.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The jar and what it needs, as shipped: classes in folders could not be archived. */
    private static String classPath() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("target"), "dyff-operator-steps-*.jar")) {
            return jars.iterator().next().toAbsolutePath()
                    + File.pathSeparator
                    + Files.readString(Path.of("target/classpath.txt")).strip();
        }
    }

    /** Where {@link #start} puts the step's output. */
    Path log() {
        return folder.resolve("step.log");
    }

    List<Path> rawFiles() throws IOException {
        return files(area("data"));
    }

    List<Path> unpublishedFiles() throws IOException {
        return files(area("unpublished"));
    }

    List<Path> verifiedFiles() throws IOException {
        return files(area("verified"));
    }

    Path raw(String name) throws IOException {
        Files.createDirectories(storage.file(area("data")));
        return storage.file(area("data")).resolve(name);
    }

    Path verifiedFile(String name) throws IOException {
        Files.createDirectories(storage.file(area("verified")));
        return storage.file(area("verified")).resolve(name);
    }

    private List<Path> files(String area) throws IOException {
        if (!Files.exists(storage.file(area))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(storage.file(area))) {
            return files.filter(Files::isRegularFile)
                    // A write that is under way has another name.
                    .filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("/.dyff/"))
                    .sorted()
                    .toList();
        }
    }

    /** Of the outcomes that are published. */
    String outcomes(String select) throws Exception {
        return sql("SELECT " + select + " FROM '"
                + storage.file(area("verified")).resolve(".dyff/outcomes.parquet") + "'");
    }

    /** Of the answered rows that are published after a bad end. */
    String answered(String select) throws Exception {
        return sql("SELECT " + select + " FROM '"
                + storage.file(area("verified")).resolve(".dyff/answered/*.parquet") + "'");
    }

    /** What is published of all together. */
    JsonNode summary() throws IOException {
        return new ObjectMapper()
                .readTree(storage.file(area("verified"))
                        .resolve(".dyff/summary.json")
                        .toFile());
    }

    String stored(String select) throws Exception {
        return query(select, area("data"));
    }

    String verified(String select) throws Exception {
        return query(select, area("verified"));
    }

    private String query(String select, String area) throws Exception {
        String files = files(area).stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
        return sql("SELECT " + select + " FROM read_parquet([" + files
                + "], hive_partitioning = true, hive_types_autocast = false)");
    }

    /** The first row of the result, columns separated by blanks. */
    static String sql(String sql) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:duckdb:");
                var statement = db.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            var row = new StringBuilder();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.append(i == 1 ? "" : " ").append(result.getString(i));
            }
            return row.toString();
        }
    }

    static void execute(String sql) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:duckdb:");
                var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
