package io.dyff.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One case: evaluations are started, the blow falls at its moment, and what is left is counted. */
final class CaseRun {
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LONGEST_PAUSE_MILLIS = 120;

    private final Platform platform;
    private final Scene scene;
    private final ApiClient api;
    private final JsonNode request;
    private final int evaluations;

    CaseRun(Platform platform, Scene scene, ApiClient api, JsonNode request, int evaluations) {
        this.platform = platform;
        this.scene = scene;
        this.api = api;
        this.request = request;
        this.evaluations = evaluations;
    }

    CaseResult run(FaultCase fault, long seed) throws InterruptedException {
        fault.blow().prepare(scene);
        scene.records().mark();
        long rowsBefore = scene.entities();
        long lettersBefore = scene.deadLetters();
        List<CompletableFuture<String>> accepted = create();
        List<String> ids = fault.name().equals("api-step-2") ? List.of() : join(accepted);
        awaitMoment(fault, ids);
        pause(seed);
        fault.blow().strike(platform, scene);
        long struck = System.nanoTime();
        ids = join(accepted);
        int stuck = awaitComplete(ids, struck);
        platform.awaitReady();
        double recovery = (System.nanoTime() - struck) / 1e9;
        return count(fault, seed, ids, stuck, recovery, rowsBefore, lettersBefore);
    }

    private CaseResult count(
            FaultCase fault,
            long seed,
            List<String> ids,
            int stuck,
            double recovery,
            long rowsBefore,
            long lettersBefore)
            throws InterruptedException {
        int more = (int) (scene.entities() - rowsBefore - ids.size());
        int lost = Math.max(0, -more);
        int duplicated = Math.max(0, more);
        int illegal = Math.abs(
                (int) (scene.deadLetters() - lettersBefore) - fault.blow().deadLetters(scene));
        for (String id : ids) {
            lost += api.get("/evaluations/" + id).status() == 404 ? 1 : 0;
            illegal += List.of("Failed", "Error", "Deleted", "Terminated").contains(scene.status(id)) ? 1 : 0;
            duplicated +=
                    scene.isComplete(id) ? scene.duplicates(id, fault.blow().losesNode()) : 0;
        }
        return new CaseResult(fault.name(), seed, lost, duplicated, stuck, illegal, Math.round(recovery * 10) / 10.0);
    }

    /** Each request is repeated under its key until it is answered: a client that means it. */
    private List<CompletableFuture<String>> create() {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < evaluations; i++) {
            String key = UUID.randomUUID().toString();
            all.add(CompletableFuture.supplyAsync(() -> createOne(key), Thread::startVirtualThread));
        }
        return all;
    }

    private String createOne(String key) {
        try {
            return new Deadline(PATIENCE)
                    .await("an answer to POST /evaluations", () -> api.tryCreate("evaluations", request, key))
                    .path("id")
                    .asText();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalException.failed("interrupted");
        }
    }

    private static List<String> join(List<CompletableFuture<String>> accepted) {
        try {
            return accepted.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalException known ? known : e;
        }
    }

    private void awaitMoment(FaultCase fault, List<String> ids) throws InterruptedException {
        if (!ids.isEmpty()) {
            new Deadline(PATIENCE)
                    .await(
                            "the moment of " + fault.name(),
                            () -> ids.stream()
                                    .filter(id -> fault.moment().test(scene, id))
                                    .findFirst());
        }
    }

    private static void pause(long seed) throws InterruptedException {
        new CountDownLatch(1).await(new Random(seed).nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    }

    /** Answers how many were not Complete when the bound was over. */
    private int awaitComplete(List<String> ids, long struck) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            int open =
                    (int) ids.stream().filter(id -> !scene.isKnownComplete(id)).count();
            if (open == 0 || System.nanoTime() - struck > RECOVERY.toNanos()) {
                return open;
            }
            never.await(100, TimeUnit.MILLISECONDS);
        }
    }
}
