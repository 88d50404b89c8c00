package io.dyff.routes.orchestrate.admission;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Admits as many candidates as fit. The next is always one of the account whose load is the lightest for its weight, and
 * of an account the first of its queue; so an account's wait does not depend on how many others wait elsewhere. A candidate
 * that does not fit holds back its own shape only. What is left then may be borrowed. Source: docs/adr/0032.
 */
final class Drain {
    private final Ledger ledger;
    private final Map<String, Share> shares;
    private final int heads;
    private final Map<String, Candidate> admitted = new LinkedHashMap<>();
    private final Map<Queued, String> refused = new LinkedHashMap<>();
    private final Map<Queued, Integer> left = new HashMap<>();

    /**
     * @param ledger what is in use
     * @param shares of accounts that have not the default
     * @param heads how many candidates of a queue are given at most: there may be more where there are so many
     */
    Drain(Ledger ledger, Map<String, Share> shares, int heads) {
        this.ledger = ledger;
        this.shares = shares;
        this.heads = heads;
    }

    /** A queue: the candidates of one account and shape. */
    record Queued(String account, String shape) {
        static Queued of(Candidate candidate) {
            return new Queued(candidate.account(), candidate.shape());
        }
    }

    /** How an account asks for a candidate: within its quotas, or beyond them. */
    @FunctionalInterface
    private interface Ask {
        Optional<String> refusal(Candidate candidate);
    }

    /**
     * Ends early where it is the turn of a queue that has been used up, and of which there may be more.
     *
     * @param candidates of each account in the order of its queue
     */
    void run(List<Candidate> candidates) {
        candidates.forEach(candidate -> left.merge(Queued.of(candidate), 1, Integer::sum));
        left.values().removeIf(count -> count < heads);
        if (turns(candidates, ledger::admit, refused)) {
            Map<Queued, String> still = new HashMap<>();
            turns(borrowing(candidates), this::borrow, still);
            refused.keySet().removeIf(queue -> share(queue.account()).borrow() > 0 && !still.containsKey(queue));
        }
    }

    /** Those that fit, in the order in which they were admitted. */
    List<Candidate> admitted() {
        return List.copyOf(admitted.values());
    }

    /** The queues that are held back, and why. */
    Map<Queued, String> refused() {
        return refused;
    }

    private Optional<String> borrow(Candidate candidate) {
        return ledger.borrow(candidate, share(candidate.account()).borrow());
    }

    /** What may be tried again beyond the account's own quotas, now that nobody fits within theirs. */
    private List<Candidate> borrowing(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> share(candidate.account()).borrow() > 0)
                .filter(candidate -> refused.containsKey(Queued.of(candidate)) && !admitted.containsKey(candidate.id()))
                .toList();
    }

    private Share share(String account) {
        return shares.getOrDefault(account, Share.DEFAULT);
    }

    /** False when it ended early. */
    private boolean turns(List<Candidate> candidates, Ask ask, Map<Queued, String> held) {
        PriorityQueue<Turn> turns = new PriorityQueue<>();
        byAccount(candidates).values().forEach(queue -> turns.add(new Turn(queue.getFirst(), queue, 0)));
        for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
            if (turn.queue.isEmpty()) {
                return false;
            }
            Optional<Candidate> next = admitNext(turn.queue, ask, held);
            if (next.isPresent()) {
                admitted.put(next.get().id(), next.get());
                nextTurn(turn, next.get(), held).ifPresent(turns::add);
            }
        }
        return true;
    }

    /** Of a used up queue there may be more like the last: a turn without candidates stands where the next of it would. */
    private Optional<Turn> nextTurn(Turn turn, Candidate last, Map<Queued, String> held) {
        if (isUsedUp(Queued.of(last))) {
            return Optional.of(new Turn(last, new ArrayDeque<>(), turn.taken + 1));
        }
        dropHeld(turn.queue, held);
        return turn.queue.isEmpty()
                ? Optional.empty()
                : Optional.of(new Turn(turn.queue.getFirst(), turn.queue, turn.taken + 1));
    }

    private static Map<String, Deque<Candidate>> byAccount(List<Candidate> candidates) {
        Map<String, Deque<Candidate>> queues = new LinkedHashMap<>();
        candidates.forEach(candidate -> queues.computeIfAbsent(candidate.account(), a -> new ArrayDeque<>())
                .add(candidate));
        return queues;
    }

    private boolean isUsedUp(Queued queue) {
        Integer rest = left.computeIfPresent(queue, (q, count) -> count - 1);
        return rest != null && rest == 0;
    }

    private static Optional<Candidate> admitNext(Deque<Candidate> queue, Ask ask, Map<Queued, String> held) {
        for (Candidate candidate = queue.poll(); candidate != null; candidate = queue.poll()) {
            Optional<String> refusal = ask.refusal(candidate);
            if (refusal.isEmpty()) {
                return Optional.of(candidate);
            }
            held.put(Queued.of(candidate), refusal.get());
            dropHeld(queue, held);
        }
        return Optional.empty();
    }

    /** The first of a queue is always one whose shape is not held back. */
    private static void dropHeld(Deque<Candidate> queue, Map<Queued, String> held) {
        while (!queue.isEmpty() && held.containsKey(Queued.of(queue.getFirst()))) {
            queue.removeFirst();
        }
    }

    /** An account that has candidates: the lightest load first, then who took least in this pass, then the oldest. */
    private final class Turn implements Comparable<Turn> {
        private static final Comparator<Turn> ORDER = Comparator.comparingDouble((Turn turn) -> turn.load)
                .thenComparingDouble(turn -> turn.taken / turn.weight)
                .thenComparing(turn -> turn.next.createdAt())
                .thenComparing(turn -> turn.next.id());
        private final Deque<Candidate> queue;
        private final Candidate next;
        private final int taken;
        private final double weight;
        private final double load;

        Turn(Candidate next, Deque<Candidate> queue, int taken) {
            this.queue = queue;
            this.next = next;
            this.taken = taken;
            this.weight = share(next.account()).weightFor(next);
            this.load = ledger.share(next) / weight;
        }

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }
}
