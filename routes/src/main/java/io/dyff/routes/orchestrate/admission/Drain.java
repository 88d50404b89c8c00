package io.dyff.routes.orchestrate.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Admits as many candidates as fit: one of each account in turn, each account's oldest first. A candidate that does not
 * fit holds back its own shape only.
 */
final class Drain {
    private final Ledger ledger;
    private final List<Candidate> admitted = new ArrayList<>();
    private final Map<Queued, String> refused = new LinkedHashMap<>();

    Drain(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A queue: the candidates of one account and shape. */
    record Queued(String account, String shape) {}

    /**
     * @param candidates oldest first
     */
    void run(List<Candidate> candidates) {
        Map<String, Queue<Candidate>> queues = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            queues.computeIfAbsent(candidate.account(), a -> new ArrayDeque<>()).add(candidate);
        }
        Map<String, Queue<Candidate>> open = new HashMap<>(queues);
        while (!open.isEmpty()) {
            for (String account : queues.keySet()) {
                Queue<Candidate> queue = open.get(account);
                if (queue != null && !admitNext(queue)) {
                    open.remove(account);
                }
            }
        }
    }

    /** Those that fit, in the order in which they were admitted. */
    List<Candidate> admitted() {
        return admitted;
    }

    /** The queues that are held back, and why. */
    Map<Queued, String> refused() {
        return refused;
    }

    private boolean admitNext(Queue<Candidate> queue) {
        for (Candidate candidate = queue.poll(); candidate != null; candidate = queue.poll()) {
            Queued own = new Queued(candidate.account(), candidate.shape());
            if (refused.containsKey(own)) {
                continue;
            }
            var refusal = ledger.admit(candidate);
            if (refusal.isEmpty()) {
                admitted.add(candidate);
                return true;
            }
            refused.put(own, refusal.get());
        }
        return false;
    }
}
