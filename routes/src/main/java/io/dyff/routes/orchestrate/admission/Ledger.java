package io.dyff.routes.orchestrate.admission;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is in use, against the quotas that limit use; grows as candidates are admitted. */
final class Ledger {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private final List<Quota> ofAll;
    private final Map<String, List<Quota>> ofAccounts;
    private final UnaryOperator<String> resourceOf;
    private final Map<String, Map<String, BigInteger>> usedByAccount = new HashMap<>();
    private final Map<String, BigInteger> usedByAll = new HashMap<>();

    /**
     * @param quotas those of use that have a limit, of every principal that matters here
     * @param resourceOf a kind's resource name, such as {@code evaluations}
     */
    Ledger(List<Quota> quotas, UnaryOperator<String> resourceOf) {
        List<Quota> limiting = quotas.stream().filter(q -> q.limit() != null).toList();
        this.ofAll = limiting.stream().filter(Quota::isGlobal).toList();
        this.ofAccounts = limiting.stream().filter(q -> !q.isGlobal()).collect(Collectors.groupingBy(Quota::principal));
        this.resourceOf = resourceOf;
    }

    void add(String account, String resource, BigInteger amount) {
        usedByAll.merge(resource, amount, BigInteger::add);
        usedByAccount.computeIfAbsent(account, a -> new HashMap<>()).merge(resource, amount, BigInteger::add);
    }

    /** Admits the candidate, or says which quota it would exceed, the account's own before that of all. */
    Optional<String> admit(Candidate candidate) {
        return borrow(candidate, 0);
    }

    /**
     * The same beyond the account's own quotas, each by so many percent at most: those of a resource of which a quota of all
     * accounts says that there is room.
     */
    Optional<String> borrow(Candidate candidate, int percent) {
        List<Quota> own = ofAccounts.getOrDefault(Quota.principalOf(candidate.account()), List.of());
        Optional<String> refusal = refusal(own, candidate, percent).or(() -> refusal(ofAll, candidate, 0));
        if (refusal.isEmpty()) {
            candidate.amounts().forEach((resource, amount) -> add(candidate.account(), resource, amount));
        }
        return refusal;
    }

    /** The greatest part that the candidate's account would have of what a quota of all accounts limits, 0 to 1. */
    double share(Candidate candidate) {
        return ofAll.stream().mapToDouble(quota -> part(quota, candidate)).max().orElse(0);
    }

    /** How much more of a resource all accounts together may use; absent when nothing says so. */
    Optional<BigInteger> room(String resource) {
        return ofAll.stream()
                .filter(q -> q.resource().equals(resource))
                .map(q -> limit(q, 0).subtract(usedByAll.getOrDefault(resource, BigInteger.ZERO)))
                .min(BigInteger::compareTo);
    }

    private Optional<String> refusal(List<Quota> quotas, Candidate candidate, int percent) {
        return quotas.stream()
                .filter(candidate::isHeldBy)
                .flatMap(q -> exceeded(q, candidate, isShared(q) ? percent : 0).stream())
                .findFirst();
    }

    private Optional<String> exceeded(Quota quota, Candidate candidate, int percent) {
        BigInteger amount = amount(quota, candidate);
        if (amount == null) {
            return Optional.empty();
        }
        BigInteger use = used(quota, candidate.account()).add(amount);
        return use.compareTo(limit(quota, percent)) > 0 ? Optional.of(quota.exceededBy(use)) : Optional.empty();
    }

    private boolean isShared(Quota quota) {
        return ofAll.stream().anyMatch(q -> q.resource().equals(quota.resource()));
    }

    private double part(Quota quota, Candidate candidate) {
        BigInteger amount = candidate.amounts().getOrDefault(quota.resource(), BigInteger.ZERO);
        BigInteger used = usedByAccount
                .getOrDefault(candidate.account(), Map.of())
                .getOrDefault(quota.resource(), BigInteger.ZERO);
        BigInteger limit = limit(quota, 0);
        return limit.signum() > 0 ? used.add(amount).doubleValue() / limit.doubleValue() : 0;
    }

    private BigInteger used(Quota quota, String account) {
        Map<String, BigInteger> used = quota.isGlobal() ? usedByAll : usedByAccount.getOrDefault(account, Map.of());
        return used.getOrDefault(quota.resource(), BigInteger.ZERO);
    }

    private static BigInteger limit(Quota quota, int percent) {
        BigInteger limit = Objects.requireNonNull(quota.limit());
        return limit.multiply(BigInteger.valueOf(100L + percent)).divide(HUNDRED);
    }

    /** What counts against the quota. One that is not understood is about creations too: it holds them back. */
    private @Nullable BigInteger amount(Quota quota, Candidate candidate) {
        return quota.fault() != null && resourceOf.apply(candidate.kind()).equals(quota.createdResource())
                ? BigInteger.ONE
                : candidate.amounts().get(quota.resource());
    }
}
