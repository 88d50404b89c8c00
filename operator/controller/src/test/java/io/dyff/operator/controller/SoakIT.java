package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.operator.api.Evaluation;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Resources come and go quickly, under the same names, while the API server is killed and started again: none may be
 * forgotten, and nothing reminds the operator of any.
 */
class SoakIT {

    private static final int NAMES = 10;

    /** Rounds over all names: {@code -Ddyff.soak.rounds=1000} for the gate of docs/adr/0008. */
    private static final int ROUNDS = Integer.getInteger("dyff.soak.rounds", 200) / NAMES;

    private final TestingStory story = new TestingStory();
    private final ReadWriteLock collector = new ReentrantReadWriteLock();
    private final CountDownLatch untilTheMiddle = new CountDownLatch(NAMES * ROUNDS / 2);

    @Test
    void shouldForgetNoneWhenHundredsComeAndGoAndTheApiServerIsKilled()
            throws InterruptedException, ExecutionException {
        try (TestingOperator operator = new TestingOperator(story.namespace);
                ExecutorService users = Executors.newFixedThreadPool(NAMES + 1)) {
            long began = System.nanoTime();
            Future<?> kill = users.submit(this::killInTheMiddle);
            List<? extends Future<?>> comings = IntStream.range(0, NAMES)
                    .mapToObj(number -> users.submit(() -> comeAndGo(number)))
                    .toList();
            awaitAll(Stream.concat(comings.stream(), Stream.of(kill)));

            List<Evaluation> last =
                    IntStream.range(0, NAMES).mapToObj(story::evaluate).toList();

            await().atMost(TestingStory.PATIENCE)
                    .untilAsserted(() -> assertThat(last).filteredOn(this::lost).isEmpty());
            awaitAll(last.stream().map(evaluation -> users.submit(() -> story.runToEnd(evaluation))));
            assertThat(operator.operator().ready()).isTrue();
            List<String> uids = last.stream()
                    .map(evaluation -> evaluation.getMetadata().getUid())
                    .toList();
            await().atMost(TestingStory.PATIENCE)
                    .untilAsserted(() -> assertThat(story.jobs())
                            .extracting(SoakIT::owner)
                            .filteredOn(uids::contains)
                            .containsExactlyInAnyOrderElementsOf(uids.stream()
                                    .flatMap(uid -> Stream.of(uid, uid))
                                    .toList()));
            System.out.printf(
                    "soak: %d rounds, 0 lost, %d s, %d passes, %d writes%n",
                    NAMES * ROUNDS,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    operator.figures().passes(),
                    operator.figures().writes());
        }
    }

    private static void awaitAll(Stream<? extends Future<?>> begun) throws InterruptedException, ExecutionException {
        for (Future<?> end : begun.toList()) {
            end.get();
        }
    }

    private boolean lost(Evaluation evaluation) {
        var reconciling = story.condition(evaluation, "Reconciling");
        return reconciling == null || "NameTaken".equals(reconciling.getReason());
    }

    private static String owner(Job job) {
        return job.getMetadata().getOwnerReferences().getFirst().getUid();
    }

    private void killInTheMiddle() {
        try {
            untilTheMiddle.await();
            collector.writeLock().lock();
            try {
                TestingCluster.get().restartApiServer();
            } finally {
                collector.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeAndGo(int number) {
        Random random = new Random(number);
        for (int round = 0; round < ROUNDS; round++) {
            Evaluation evaluation = story.evaluateInAnyCase(number);
            if (random.nextInt(3) == 0) {
                story.awaitCondition(evaluation, "Reconciling", "True");
            }
            if (random.nextInt(5) == 0) {
                deleteInTheForeground(evaluation);
            } else {
                delete(evaluation, DeletionPropagation.BACKGROUND);
            }
            untilTheMiddle.countDown();
        }
    }

    /** Ends by the hand of Kubernetes' garbage collector, whose memory of the time before the kill is not tested here. */
    private void deleteInTheForeground(Evaluation evaluation) {
        collector.readLock().lock();
        try {
            boolean before = untilTheMiddle.getCount() > 0;
            delete(evaluation, before ? DeletionPropagation.FOREGROUND : DeletionPropagation.BACKGROUND);
            story.awaitGone(Evaluation.class, evaluation.getMetadata().getName());
        } finally {
            collector.readLock().unlock();
        }
    }

    private void delete(Evaluation evaluation, DeletionPropagation propagation) {
        TestingStory.patiently("deletion").until(() -> {
            story.admin
                    .resource(evaluation)
                    .inNamespace(story.namespace)
                    .withPropagationPolicy(propagation)
                    .delete();
            return true;
        });
    }
}
