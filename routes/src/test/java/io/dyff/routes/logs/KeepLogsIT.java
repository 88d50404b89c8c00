package io.dyff.routes.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.api.TestingObjects;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.testing.TestingKube;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What is kept of pods, on a Kubernetes API and an S3 API. */
class KeepLogsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private final String id = EntityIds.random();
    private final String pod = "p" + id;
    private S3Client s3;
    private KeptLogs kept;
    private KeepLogs keeper;

    @BeforeEach
    void begin() {
        s3 = S3Client.builder()
                .endpointOverride(URI.create(TestingObjects.properties()
                        .get("dyff.storage.s3.endpoint")
                        .toString()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
        kept = new KeptLogs(new Areas(name -> null), new ObjectFiles(s3));
        WorkflowPods pods = new WorkflowPods(TestingKube.client(), "default");
        keeper = new KeepLogs(
                TestingKube.client(), "default", new PodOwners(Kinds.standard()), new PodOutput(pods), kept);
        keeper.start();
    }

    @AfterEach
    void end() throws Exception {
        keeper.close();
        s3.close();
    }

    @Test
    void shouldKeepWhatAPodPrintedWhenItHasEnded() {
        Pod running = TestingKube.pod(pod, "eval-" + id, "client");
        print(1, "sends");
        print(2, "fails");
        TestingKube.logs().end(pod);
        TestingKube.status(running, "Failed");
        awaitKept();
        assertThat(lines()).extracting(LogLine::message).containsExactly("sends", "fails");
        assertThat(lines().getFirst().timestamp()).isEqualTo(NOON.plusSeconds(1));
        assertThat(lines().getFirst().labels())
                .containsEntry("pod", pod)
                .containsEntry("container", "main")
                .containsEntry("component", "client");
    }

    @Test
    void shouldKeepTheLastWordsOfAPodThatIsDeletedWhileItRuns() {
        TestingKube.pod(pod, "session-" + id, "session");
        bind();
        print(1, "serves");
        TestingKube.client().pods().inNamespace("default").withName(pod).delete();
        Awaitility.await().atMost(SOON).until(() -> TestingKube.logs().readers(pod) == 1);
        print(2, "says good-bye");
        TestingKube.logs().end(pod);
        awaitKept();
        assertThat(lines()).extracting(LogLine::message).containsExactly("serves", "says good-bye");
    }

    @Test
    void shouldKeepNothingOfPodsThatRunOrThatNobodyAskedForThroughTheApi() {
        TestingKube.pod(pod, "eval-" + id, "client");
        print(1, "runs");
        String other = EntityIds.random();
        Pod applied = TestingKube.pod("q" + id, "eval-by-hand", "client");
        TestingKube.logs().print("q" + id, NOON, "by hand");
        TestingKube.status(applied, "Succeeded");
        Pod last = TestingKube.pod("r" + id, "eval-" + other, "client");
        TestingKube.logs().print("r" + id, NOON, "the last that happens");
        TestingKube.status(last, "Succeeded");
        Awaitility.await().atMost(SOON).until(() -> kept.pods(other).contains("r" + id));
        assertThat(kept.pods(id)).isEmpty();
    }

    @Test
    void shouldKeepOnlyTheNewestOfALongLog() {
        Pod running = TestingKube.pod(pod, "eval-" + id, "client");
        String text = "x".repeat(1_000);
        for (int i = 0; i < 3_000; i++) {
            print(i, i + text);
        }
        TestingKube.logs().end(pod);
        TestingKube.status(running, "Succeeded");
        awaitKept();
        assertThat(lines()).hasSizeBetween(500, 1_048);
        assertThat(lines().getLast().message()).startsWith("2999x");
    }

    /** Pods that no node has are deleted at once; those of a node get their time of grace. */
    private void bind() {
        TestingKube.client()
                .pods()
                .inNamespace("default")
                .withName(pod)
                .edit(bound ->
                        bound.edit().editSpec().withNodeName("n").endSpec().build());
    }

    private void print(int second, String line) {
        TestingKube.logs().print(pod, NOON.plusSeconds(second), line);
    }

    private void awaitKept() {
        Awaitility.await().atMost(SOON).until(() -> kept.pods(id).contains(pod));
    }

    private List<LogLine> lines() {
        List<LogLine> lines = new ArrayList<>();
        kept.read(id, pod, lines::add);
        return lines;
    }
}
