package io.dyff.operator.kubectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.kubectl.cluster.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, as far as it goes without a cluster. */
class KubectlDyffTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"tree", "why", "logs", "describe"})
    void shouldHelpWithEachCommand(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("Usage: kubectl dyff " + command, "--namespace", "--context", "--kubeconfig", "xit codes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        fly                      | Unmatched argument
        tree                     | Missing required parameter
        tree evaluation          | 'evaluation' names no resource: write KIND/NAME
        tree evaluation/         | 'evaluation/' names no resource: write KIND/NAME
        tree pod/a               | there is no kind 'pod'; the kinds are: analysis, dataset, evaluation (eval)
        why eval/a -o xml        | expected one of [text, json, yaml]
        logs eval/a --step       | Missing required parameter
        """)
    void shouldTellWrongUsage(String line, String words) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(words);
    }

    @Test
    void shouldSayThatNoClusterAnswers() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: here, context: {cluster: c, user: u}}]
                """.formatted(port));

        assertThat(run("tree", "eval/a", "--kubeconfig", kubeconfig.toString())).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString())
                .startsWith("kubectl dyff: no cluster answers at http://127.0.0.1:" + port)
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayThatTheKubeconfigIsMissingOrNone() throws IOException {
        Path none = folder.resolve("none");
        assertThat(run("tree", "eval/a", "--kubeconfig", none.toString())).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("--kubeconfig " + none + " cannot be read");

        Path letter = Files.writeString(folder.resolve("letter"), "[dear, friend]");
        assertThat(run("tree", "eval/a", "--kubeconfig", letter.toString())).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(err.toString()).contains("--kubeconfig " + letter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wh                | why
        tree ev           | evaluation/
        why mod           | model/
        tree eval/a -o j  | json
        """)
    void shouldCompleteTheLastWord(String line, String word) {
        String[] words = ("complete -- " + line).split(" ");

        assertThat(run(words)).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).contains(word).last().asString().isEqualTo(word.endsWith("/") ? ":6" : ":4");
    }

    private int run(String... line) {
        CommandLine command =
                KubectlDyff.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(line);
    }
}
