package io.dyff.routes.orchestrate.admission;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is in use, against the quotas that limit use; grows as candidates are admitted. */
final class Ledger {
    private final List<Quota> quotas;
    private final UnaryOperator<String> resourceOf;
    private final Map<String, Map<String, BigInteger>> usedByAccount = new HashMap<>();
    private final Map<String, BigInteger> usedByAll = new HashMap<>();

    /**
     * @param quotas those of use, of every principal that matters here
     * @param resourceOf a kind's resource name, such as {@code evaluations}
     */
    Ledger(List<Quota> quotas, UnaryOperator<String> resourceOf) {
        this.quotas = List.copyOf(quotas);
        this.resourceOf = resourceOf;
    }

    void add(String account, String resource, BigInteger amount) {
        usedByAll.merge(resource, amount, BigInteger::add);
        usedByAccount.computeIfAbsent(account, a -> new HashMap<>()).merge(resource, amount, BigInteger::add);
    }

    /** Admits the candidate, or says which quota it would exceed, the account's own before that of all. */
    Optional<String> admit(Candidate candidate) {
        Optional<String> refusal = quotas.stream()
                .filter(q -> !q.isGlobal())
                .flatMap(q -> exceeded(q, candidate).stream())
                .findFirst()
                .or(() -> quotas.stream()
                        .filter(Quota::isGlobal)
                        .flatMap(q -> exceeded(q, candidate).stream())
                        .findFirst());
        if (refusal.isEmpty()) {
            candidate.amounts().forEach((resource, amount) -> add(candidate.account(), resource, amount));
        }
        return refusal;
    }

    private Optional<String> exceeded(Quota quota, Candidate candidate) {
        BigInteger limit = quota.limit();
        BigInteger amount = amount(quota, candidate);
        if (limit == null || amount == null || !quota.holdsFor(candidate.account()) || !candidate.isHeldBy(quota)) {
            return Optional.empty();
        }
        Map<String, BigInteger> used =
                quota.isGlobal() ? usedByAll : usedByAccount.getOrDefault(candidate.account(), Map.of());
        BigInteger use = used.getOrDefault(quota.resource(), BigInteger.ZERO).add(amount);
        return use.compareTo(limit) > 0 ? Optional.of(quota.exceededBy(use)) : Optional.empty();
    }

    /** What counts against the quota. One that is not understood is about creations too: it holds them back. */
    private @Nullable BigInteger amount(Quota quota, Candidate candidate) {
        return quota.fault() != null && resourceOf.apply(candidate.kind()).equals(quota.createdResource())
                ? BigInteger.ONE
                : candidate.amounts().get(quota.resource());
    }
}
