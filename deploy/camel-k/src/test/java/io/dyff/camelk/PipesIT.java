package io.dyff.camelk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, with nothing changed but addresses and waits, in a Camel that has no class of ours. */
class PipesIT {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static TestingTopics topics;

    @TempDir
    Path folder;

    private String test;
    private String state;

    @BeforeAll
    static void startBroker(@TempDir Path data) {
        topics = new TestingTopics(data);
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
    }

    @BeforeEach
    void createTopics() throws Exception {
        test = "t" + COUNT.incrementAndGet();
        state = test + ".state";
        topics.create(state, test + ".evaluations", test + ".evaluations.undelivered");
    }

    @Test
    void shouldDeliverEachEndOnceWhateverElseTheTopicHolds() throws Exception {
        String first = evaluation("a1", "example", "Complete", "2026-01-01T00:00:00Z");
        String last = evaluation("a9", "example", "Failed", "2026-01-02T00:00:00Z");
        try (TestingReceiver receiver = new TestingReceiver(body -> false);
                PlainCamel camel = new PlainCamel(folder, webhook(receiver), pipe("topic"), pipe("file"))) {
            topics.put(state, "a1", first);
            putWhatNobodyWants();
            // Edited after its end.
            topics.put(state, "a1", first.replace("{}", "{\"edited\":\"yes\"}"));
            topics.put(state, "a9", last);

            patiently().untilAsserted(() -> {
                assertThat(receiver.bodies()).containsExactly(first, last);
                assertThat(lines()).containsExactly(first, last);
                assertThat(delivered("evaluations")).containsExactly("a1 " + first, "a9 " + last);
            });
            assertThat(receiver.received()).allSatisfy(delivery -> {
                assertThat(delivery.method()).isEqualTo("POST");
                assertThat(delivery.path()).isEqualTo("/evaluations");
                assertThat(delivery.headers()).containsEntry("content-type", "application/json");
                assertThat(delivery.headers().keySet()).noneMatch(PipesIT::isOurs);
            });
            assertThat(topics.records(test + ".evaluations"))
                    .allSatisfy(record ->
                            assertThat(TestingTopics.headerNames(record)).noneMatch(PipesIT::isOurs));
        }
    }

    @Test
    void shouldPutAsideWhatIsRefusedOnceThatCanBeDoneAndSendTheNext() throws Exception {
        String refused = evaluation("f1", "example", "Complete", "2026-01-01T00:00:00Z");
        String taken = evaluation("f2", "example", "Complete", "2026-01-01T00:00:00Z");
        AtomicInteger refusals = new AtomicInteger();
        try (TestingReceiver receiver =
                        new TestingReceiver(body -> refused.equals(body) && refusals.incrementAndGet() > 0);
                PlainCamel camel = new PlainCamel(
                        folder,
                        authorized(webhook(receiver), "Bearer {{receiver.token}}")
                                .replace(".undelivered", ".later"))) {
            topics.put(state, "f1", refused);
            topics.put(state, "f2", taken);
            patiently().until(() -> refusals.get() == 6);

            topics.create(test + ".evaluations.later");

            patiently().untilAsserted(() -> {
                assertThat(receiver.bodies()).containsExactly(taken);
                assertThat(delivered("evaluations.later")).containsExactly("f1 " + refused);
            });
            assertThat(receiver.received().getFirst().headers())
                    .containsEntry("authorization", "Bearer " + PlainCamel.SECRET);
            assertThat(topics.records(test + ".evaluations.later")
                            .getFirst()
                            .headers()
                            .toString())
                    .doesNotContain("Authorization");
        }
    }

    @Test
    void shouldTryAgainWhenTheReceiverIsAwayForAWhile() throws Exception {
        String evaluation = evaluation("g1", "example", "Complete", "2026-01-01T00:00:00Z");
        AtomicInteger asked = new AtomicInteger();
        try (TestingReceiver receiver = new TestingReceiver(body -> asked.incrementAndGet() < 6);
                PlainCamel camel = new PlainCamel(folder, webhook(receiver))) {
            topics.put(state, "g1", evaluation);

            patiently().untilAsserted(() -> assertThat(receiver.bodies()).containsExactly(evaluation));
            assertThat(delivered("evaluations.undelivered")).isEmpty();
        }
    }

    @Test
    void shouldReadAgainWhatNeitherTheSinkNorAnErrorHandlerTook() throws Exception {
        String first = evaluation("c1", "example", "Complete", "2026-01-01T00:00:00Z");
        String second = evaluation("c2", "example", "Complete", "2026-01-01T00:00:00Z");
        Files.writeString(file().getParent(), "in the way");
        try (PlainCamel camel = new PlainCamel(folder, pipe("topic"), pipe("file"))) {
            topics.put(state, "c1", first);
            topics.put(state, "c2", second);
            patiently().untilAsserted(() -> assertThat(delivered("evaluations")).hasSize(2));

            Files.delete(file().getParent());

            patiently().untilAsserted(() -> assertThat(lines()).containsExactly(first, second));
        }
    }

    @Test
    void shouldGoOnAfterARestartWhereItStoodBefore() throws Exception {
        String first = evaluation("d1", "example", "Complete", "2026-01-01T00:00:00Z");
        String second = evaluation("d2", "example", "Complete", "2026-01-01T00:00:00Z");
        try (PlainCamel camel = new PlainCamel(folder, pipe("topic"))) {
            topics.put(state, "d1", first);
            patiently().until(() -> topics.committed(test + ".evaluations-to-topic", state) == 1);
        }
        topics.put(state, "d2", second);
        try (PlainCamel camel = new PlainCamel(folder, pipe("topic"))) {
            patiently()
                    .untilAsserted(
                            () -> assertThat(delivered("evaluations")).containsExactly("d1 " + first, "d2 " + second));
        }
    }

    @Test
    void shouldTakeParametersForValuesAndNeverForExpressions() throws Exception {
        String account = "x' || 'a' == 'a";
        String foreign = evaluation("e1", "other", "Complete", "2026-01-01T00:00:00Z");
        String own = evaluation("e2", account, "Complete", "2026-01-01T00:00:00Z");
        try (TestingReceiver receiver = new TestingReceiver(body -> false);
                PlainCamel camel = new PlainCamel(
                        folder,
                        authorized(webhook(receiver), "Bearer it's ${body}")
                                .replace("account: ", "statuses: Failed, Complete\n      account: ")
                                .replace("account: example", "account: \"" + account + "\""))) {
            topics.put(state, "e1", foreign);
            topics.put(state, "e2", own);

            patiently().untilAsserted(() -> assertThat(receiver.bodies()).containsExactly(own));
            assertThat(receiver.received().getFirst().headers()).containsEntry("authorization", "Bearer it's ${body}");
        }
    }

    /** Foreign, unfinished, gone, or no entities at all. */
    private void putWhatNobodyWants() throws Exception {
        topics.put(state, "a2", evaluation("a2", "other", "Complete", "2026-01-01T00:00:00Z"));
        topics.put(state, "a3", evaluation("a3", "example", "Admitted", "2026-01-01T00:00:00Z"));
        topics.put(state, "a4", evaluation("a4", "example", "Complet", "2026-01-01T00:00:00Z"));
        topics.put(
                state,
                "a5",
                evaluation("a5", "example", "Complete", "2026-01-01T00:00:00Z").replace("Evaluation", "Report"));
        topics.put(state, "a1", (byte[]) null);
        topics.put(state, "a6", new byte[] {(byte) 0xff, (byte) 0xfe, 0, '{'});
        for (String text : List.of(
                "",
                "null",
                "7",
                "[{\"kind\": \"Evaluation\"}]",
                "\"Evaluation\"",
                "{\"kind\": \"Evaluation\", \"account\": \"example\", \"status\": ",
                "{}",
                "{\"kind\": \"Evaluation\", \"account\": \"example\"}",
                "{\"kind\": \"Evaluation\", \"account\": \"example\", \"status\": \"Complete\"}",
                "{\"id\": \"a8\", \"kind\": \"Evaluation\", \"account\": \"example\", \"status\": \"\"}",
                "{\"id\": \"a8\", \"kind\": \"Evaluation\", \"account\": \"example\", \"status\": [\"Complete\"]}",
                "{\"kind\": {\"Evaluation\": 1}, \"account\": [\"example\"], \"status\": 7}",
                "[".repeat(100_000))) {
            topics.put(state, "a7", text);
        }
    }

    private static String evaluation(String id, String account, String status, String since) {
        return "{\"kind\":\"Evaluation\",\"id\":\"" + id + "\",\"account\":\"" + account + "\",\"status\":\"" + status
                + "\",\"lastTransitionTime\":\"" + since + "\",\"labels\":{},\"name\":\"grün\"}";
    }

    private static String authorized(String webhook, String authorization) {
        return webhook.replace("url:", "authorization: \"" + authorization + "\"\n      url:");
    }

    private String webhook(TestingReceiver receiver) {
        return pipe("webhook").replace("http://receiver:8080/evaluations", receiver.url() + "\n      pause: 10");
    }

    private String pipe(String sink) {
        return Rooms.text(Rooms.EXAMPLES.resolve("evaluations-to-" + sink + ".yaml"))
                .replace("dyff-kafka-bootstrap:9092", topics.brokers())
                .replace("kind: Evaluation", "kind: Evaluation\n      topic: " + state)
                .replace("group: ", "group: " + test + ".")
                .replace("topic: example.", "topic: " + test + ".")
                .replace("/var/lib/evaluations", file().getParent().toString());
    }

    private List<String> lines() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    private Path file() {
        return folder.resolve("out/evaluations.jsonl");
    }

    /** Keys and values, with a space between. */
    private List<String> delivered(String topic) {
        return topics.records(test + "." + topic).stream()
                .map(record -> record.key() + " " + record.value())
                .toList();
    }

    private static boolean isOurs(String header) {
        return header.startsWith("dyff") || header.startsWith("kafka") || header.startsWith("camel");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }
}
