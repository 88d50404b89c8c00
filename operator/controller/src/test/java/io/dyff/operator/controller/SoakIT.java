package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Evaluation;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Resources come and go quickly, under the same names: none may be forgotten, and nothing reminds of any. */
class SoakIT {

    private static final int NAMES = 10;

    /** Rounds over all names: {@code -Ddyff.soak.rounds=1000} for the gate of docs/adr/0008. */
    private static final int ROUNDS = Integer.getInteger("dyff.soak.rounds", 200) / NAMES;

    private static final Duration NO_RESYNC = Duration.ofDays(1);

    private final TestingStory story = new TestingStory();

    @Test
    void shouldForgetNoneWhenHundredsComeAndGo() throws InterruptedException, ExecutionException {
        try (TestingOperator operator = new TestingOperator(story.namespace, NO_RESYNC);
                ExecutorService users = Executors.newFixedThreadPool(NAMES)) {
            List<? extends Future<?>> comings = IntStream.range(0, NAMES)
                    .mapToObj(number -> users.submit(() -> comeAndGo(number)))
                    .toList();
            for (Future<?> coming : comings) {
                coming.get();
            }

            List<Evaluation> last =
                    IntStream.range(0, NAMES).mapToObj(story::evaluate).toList();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(last)
                            .allSatisfy(evaluation -> assertThat(story.condition(evaluation, "Reconciling"))
                                    .isNotNull()
                                    .matches(condition -> !"NameTaken".equals(condition.getReason()))));
            last.forEach(story::runToEnd);
            assertThat(operator.operator().ready()).isTrue();
            assertThat(operator.operator().ages()).isEmpty();
            System.out.printf(
                    "soak: %d passes, %d writes for %d evaluations%n",
                    operator.figures().passes(), operator.figures().writes(), NAMES * (ROUNDS + 1));
        }
    }

    private void comeAndGo(int number) {
        Random random = new Random(number);
        for (int round = 0; round < ROUNDS; round++) {
            Evaluation evaluation = story.evaluate(number);
            if (random.nextInt(3) == 0) {
                story.awaitCondition(evaluation, "Reconciling", "True");
            }
            boolean foreground = random.nextInt(5) == 0;
            story.admin
                    .resource(evaluation)
                    .inNamespace(story.namespace)
                    .withPropagationPolicy(foreground ? DeletionPropagation.FOREGROUND : DeletionPropagation.BACKGROUND)
                    .delete();
            if (foreground) {
                story.awaitGone(Evaluation.class, evaluation.getMetadata().getName());
            }
        }
    }
}
