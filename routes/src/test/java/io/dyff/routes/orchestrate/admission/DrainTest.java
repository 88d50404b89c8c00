package io.dyff.routes.orchestrate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldTakeTurnsBetweenAccountsWhenAllShareALimit() {
        Drain drain = new Drain(new Ledger(List.of(global(3)), kind -> kind), Map.of(), 200);
        drain.run(List.of(cpu("a1", "a", 1), cpu("a2", "a", 1), cpu("a3", "a", 1), cpu("b1", "b", 1)));
        assertThat(drain.admitted()).extracting(Candidate::id).containsExactly("a1", "b1", "a2");
        assertThat(drain.refused())
                .containsEntry(new Drain.Queued("a", "1"), "Global quota exceeded: 4/3 cpu")
                .hasSize(1);
    }

    @Test
    void shouldPassByWhatDoesNotFitWhenAnotherShapeDoes() {
        Drain drain = new Drain(new Ledger(List.of(global(3)), kind -> kind), Map.of(), 200);
        drain.run(List.of(cpu("large", "a", 4), cpu("small", "a", 2), cpu("large2", "a", 4), cpu("small2", "a", 2)));
        assertThat(drain.admitted()).extracting(Candidate::id).containsExactly("small");
        assertThat(drain.refused()).containsOnlyKeys(new Drain.Queued("a", "4"), new Drain.Queued("a", "2"));
    }

    @Test
    void shouldNameTheAccountsOwnQuotaWhenBothAreFull() {
        Quota own = Quota.of("accounts/a", "cpu", "Total", "1", null, null);
        Ledger ledger = new Ledger(List.of(global(1), own), kind -> kind);
        ledger.add("a", "cpu", BigInteger.ONE);
        assertThat(ledger.admit(cpu("x", "a", 1))).contains("Account quota exceeded: 2/1 cpu");
        assertThat(ledger.admit(cpu("x", "b", 1))).contains("Global quota exceeded: 2/1 cpu");
    }

    @Test
    void shouldHoldNothingBackWhenAQuotaIsUnlimited() {
        Quota unlimited = Quota.of("accounts/a", "cpu", "Total", "Unlimited", null, null);
        assertThat(new Ledger(List.of(unlimited), kind -> kind).admit(cpu("x", "a", 1000)))
                .isEmpty();
    }

    @Test
    void shouldLendWhatNobodyWantsAndNoMoreThanGranted() {
        Drain drain = new Drain(
                new Ledger(List.of(global(5), own("a", 2), own("b", 2)), kind -> kind),
                Map.of("a", new Share(1, 100, 0)),
                200);
        drain.run(List.of(
                cpu("a1", "a", 1),
                cpu("a2", "a", 1),
                cpu("a3", "a", 1),
                cpu("a4", "a", 1),
                cpu("a5", "a", 1),
                cpu("b1", "b", 1)));
        assertThat(drain.admitted()).extracting(Candidate::id).containsExactly("a1", "b1", "a2", "a3", "a4");
        assertThat(drain.refused())
                .containsOnly(Map.entry(new Drain.Queued("a", "1"), "Account quota exceeded: 3/2 cpu"));
    }

    @Test
    void shouldNotLendWhenNothingSaysThatThereIsRoom() {
        Drain drain =
                new Drain(new Ledger(List.of(own("a", 1)), kind -> kind), Map.of("a", new Share(1, 10_000, 0)), 200);
        drain.run(List.of(cpu("a1", "a", 1), cpu("a2", "a", 1)));
        assertThat(drain.admitted()).extracting(Candidate::id).containsExactly("a1");
        assertThat(drain.refused()).containsOnlyKeys(new Drain.Queued("a", "1"));
    }

    @Test
    void shouldEndWhereItIsTheTurnOfAQueueOfWhichThereMayBeMore() {
        Drain drain = new Drain(new Ledger(List.of(global(10)), kind -> kind), Map.of("a", new Share(4, 0, 0)), 2);
        drain.run(
                List.of(cpu("a1", "a", 1), cpu("a2", "a", 1), cpu("b1", "b", 1), cpu("b2", "b", 1), cpu("c1", "c", 1)));
        assertThat(drain.admitted()).extracting(Candidate::id).containsExactly("a1", "a2");
        Drain equal = new Drain(new Ledger(List.of(global(10)), kind -> kind), Map.of(), 2);
        equal.run(
                List.of(cpu("a1", "a", 1), cpu("a2", "a", 1), cpu("b1", "b", 1), cpu("b2", "b", 1), cpu("c1", "c", 1)));
        assertThat(equal.admitted()).extracting(Candidate::id).containsExactly("a1", "b1", "c1", "a2", "b2");
    }

    private static Quota own(String account, int limit) {
        return Quota.of("accounts/" + account, "cpu", "Total", Integer.toString(limit), null, null);
    }

    private static Quota global(int limit) {
        return Quota.of("__global__", "cpu", "Total", Integer.toString(limit), null, null);
    }

    private static Candidate cpu(String id, String account, int amount) {
        return new Candidate(
                id,
                "Evaluation",
                account,
                Integer.toString(amount),
                "run",
                START,
                Map.of("cpu", BigInteger.valueOf(amount)),
                List.of(),
                0);
    }
}
