package io.dyff.node.pod;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * How many pods that end by themselves, those of Jobs, start their programs at once; the others wait in the order in which
 * they came. Fifty that start together would take the machine from those who wait for them. A place is kept for a
 * limited time, so that nobody waits for the end of a long run; a pod that serves needs none.
 */
public final class StartPlaces {

    private final int places;
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int taken;

    /** @param places how many pods start at once, at least one */
    public StartPlaces(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("a node needs at least one place for pods that start, not " + places);
        }
        this.places = places;
    }

    /** Completes when there is a place; who does not want it any more cancels, or gives it back when it came before. */
    synchronized CompletableFuture<Void> ask() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        next();
        return turn;
    }

    synchronized void giveBack() {
        taken--;
        next();
    }

    private void next() {
        while (taken < places && !waiting.isEmpty()) {
            if (waiting.remove().complete(null)) {
                taken++;
            }
        }
    }
}
