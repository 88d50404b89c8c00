package io.dyff.routes.orchestrate.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Accounts that always have more to run than there is room for, over thousands of admissions: as workflows end, in whatever
 * order, others are admitted.
 */
class FairShareTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CPU = "cpu";
    private static final int ROOM = 40;
    private static final int ADMISSIONS = 4000;
    private static final int WINDOW = 200;

    /** What ends next among those that run. */
    private enum Ends {
        OLDEST,
        ANY
    }

    private final Random random = new Random(7);

    @Test
    void shouldGiveEachItsPartOverAnyWindowWhenTheOldestEndFirst() {
        List<Candidate> admitted =
                run(Map.of("a", new Share(3, 0, 0), "c", new Share(4, 0, 0)), List.of("a", "b", "c"), Ends.OLDEST, 0);
        for (int from = WINDOW; from + WINDOW <= ADMISSIONS; from++) {
            List<Candidate> window = admitted.subList(from, from + WINDOW);
            assertThat(part(window, "a")).isCloseTo(3 / 8.0, within(0.05));
            assertThat(part(window, "b")).isCloseTo(1 / 8.0, within(0.05));
            assertThat(part(window, "c")).isCloseTo(4 / 8.0, within(0.05));
        }
    }

    @Test
    void shouldGiveEachItsPartOfTheRoomWhenAnyMayEnd() {
        List<Candidate> admitted = run(Map.of("a", new Share(3, 0, 0)), List.of("a", "b"), Ends.ANY, 0);
        assertThat(part(admitted, "a")).isCloseTo(3 / 4.0, within(0.02));
        assertThat(held).allSatisfy(use -> assertThat(use).isBetween(ROOM * 3 / 4 - 1, ROOM * 3 / 4 + 1));
    }

    @Test
    void shouldAdmitTheOnlyOneOfAnAccountAtTheNextEndHoweverManyOthersWait() {
        for (int others : List.of(1, 100, 5000)) {
            List<Candidate> waiting = new ArrayList<>();
            for (int n = 0; n < others; n++) {
                waiting.add(candidate("flood", n, 0));
            }
            waiting.add(candidate("one", others, 0));
            Ledger ledger = ledger();
            ledger.add("flood", CPU, BigInteger.valueOf(ROOM - 1));
            Drain drain = new Drain(ledger, Map.of(), Integer.MAX_VALUE);
            drain.run(waiting);
            assertThat(drain.admitted()).extracting(Candidate::account).containsExactly("one");
        }
    }

    @Test
    void shouldLetAPriorityCountNoMoreThanGrantedAndStarveNobody() {
        double ungranted = part(run(Map.of(), List.of("a", "b"), Ends.OLDEST, 4), "a");
        assertThat(ungranted).isCloseTo(1 / 2.0, within(0.02));
        double granted = part(run(Map.of("a", new Share(1, 0, 2)), List.of("a", "b"), Ends.OLDEST, 4), "a");
        assertThat(granted).isCloseTo(4 / 5.0, within(0.03));
        double most = part(run(Map.of("a", new Share(1, 0, 4)), List.of("a", "b"), Ends.OLDEST, 4), "a");
        assertThat(most).isCloseTo(16 / 17.0, within(0.03)).isLessThan(1);
    }

    /** How many places account a had, each time there was no more room. */
    private final List<Integer> held = new ArrayList<>();

    /**
     * @param priority what the entities of account a ask for
     * @return whom it admitted, in order
     */
    private List<Candidate> run(Map<String, Share> shares, List<String> accounts, Ends ends, int priority) {
        List<Candidate> admitted = new ArrayList<>();
        List<Candidate> running = new ArrayList<>();
        int number = 0;
        while (admitted.size() < ADMISSIONS) {
            Ledger ledger = ledger();
            running.forEach(one -> ledger.add(one.account(), CPU, BigInteger.ONE));
            List<Candidate> waiting = new ArrayList<>();
            for (String account : accounts) {
                for (int n = 0; n < ROOM; n++) {
                    waiting.add(candidate(account, number++, account.equals("a") ? priority : 0));
                }
            }
            Drain drain = new Drain(ledger, shares, Integer.MAX_VALUE);
            drain.run(waiting);
            admitted.addAll(drain.admitted());
            running.addAll(drain.admitted());
            assertThat(running).hasSize(ROOM);
            held.add((int)
                    running.stream().filter(one -> one.account().equals("a")).count());
            running.remove(ends == Ends.OLDEST ? 0 : random.nextInt(running.size()));
        }
        return admitted.subList(0, ADMISSIONS);
    }

    private static double part(List<Candidate> admitted, String account) {
        return (double) admitted.stream()
                        .filter(one -> one.account().equals(account))
                        .count()
                / admitted.size();
    }

    private static Ledger ledger() {
        return new Ledger(List.of(Quota.of("__global__", CPU, "Total", Integer.toString(ROOM), null, null)), k -> k);
    }

    private static Candidate candidate(String account, int number, int priority) {
        return new Candidate(
                account + number,
                "Evaluation",
                account,
                "1",
                "run",
                START.plusMillis(number),
                Map.of(CPU, BigInteger.ONE),
                List.of(),
                priority);
    }
}
