package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Kinds;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The quotas of what is created within a window. An entity is counted once, in the window of its own creation; over the
 * limit it fails at once. However many there are to count, each window is read once.
 */
final class Rates {
    private final List<Quota> quotas;
    private final Kinds kinds;
    private final JdbcClient database;
    private final String selectCreated;
    private final List<Candidate> counted = new ArrayList<>();
    private final Map<Sum, Created> sums = new HashMap<>();

    Rates(List<Quota> quotas, Kinds kinds, JdbcClient database, String selectCreated) {
        this.quotas =
                quotas.stream().filter(q -> !q.isOfUse() && q.limit() != null).toList();
        this.kinds = kinds;
        this.database = database;
        this.selectCreated = selectCreated;
    }

    /** True when no rate holds for any of the accounts. */
    boolean areFree(List<String> accounts) {
        return quotas.stream().noneMatch(q -> accounts.stream().anyMatch(q::holdsFor));
    }

    /**
     * Counts the candidates.
     *
     * @param candidates oldest first
     * @return of those that would exceed a rate: their ids, with which rate, and when the next window begins
     */
    Map<String, String> count(List<Candidate> candidates) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Instant last = candidates.getLast().createdAt();
            quotas.stream()
                    .filter(q -> q.holdsFor(candidate.account()) && candidate.isHeldBy(q))
                    .flatMap(q -> exceeded(q, candidate, last).stream())
                    .findFirst()
                    .ifPresentOrElse(refusal -> refusals.put(candidate.id(), refusal), () -> add(candidate));
        }
        return refusals;
    }

    private void add(Candidate candidate) {
        counted.add(candidate);
        sums.forEach((sum, created) -> created.add(sum.amount(candidate), candidate.createdAt()));
    }

    private Optional<String> exceeded(Quota quota, Candidate candidate, Instant last) {
        BigInteger amount = amount(quota, candidate);
        BigInteger limit = quota.limit();
        if (amount == null || limit == null) {
            return Optional.empty();
        }
        Window window = Window.of(quota, candidate.createdAt());
        Created created = sums.computeIfAbsent(sum(quota, candidate, window), sum -> {
            Instant until = window.before() == null ? Window.of(quota, last).since() : window.since();
            return read(sum, window.since(), until);
        });
        created.forget(window.since());
        BigInteger use = created.used().add(amount);
        if (use.compareTo(limit) <= 0) {
            return Optional.empty();
        }
        Instant next = window.before() != null
                ? window.before()
                : created.oldest(candidate.createdAt()).plus(quota.duration());
        return Optional.of(quota.exceededBy(use) + " within " + quota.duration() + "; room again at " + next + ".");
    }

    private @Nullable BigInteger amount(Quota quota, Candidate candidate) {
        String created = quota.createdResource();
        if (created == null) {
            return candidate.amounts().get(quota.resource());
        }
        return kinds.get(candidate.kind()).resource().equals(created) ? BigInteger.ONE : null;
    }

    private static Sum sum(Quota quota, Candidate candidate, Window window) {
        return new Sum(
                quota.resource(),
                quota.createdResource() == null ? null : candidate.kind(),
                quota.isGlobal() ? null : candidate.account(),
                quota.duration(),
                window.before() == null ? null : window);
    }

    /** What was counted before this pass, which is asked once, and in it. */
    private Created read(Sum sum, Instant since, Instant until) {
        Instant before = sum.fixed() == null ? null : sum.fixed().before();
        Created created = new Created();
        database.sql(selectCreated)
                .param("resource", sum.resource())
                .param("kind", sum.kind())
                .param("account", sum.account())
                .param("since", time(since))
                .param("until", time(until))
                .param("before", before == null ? null : time(before))
                .query(row -> {
                    created.add(
                            row.getBigDecimal("used").toBigInteger(),
                            row.getObject("at", OffsetDateTime.class).toInstant());
                });
        counted.forEach(candidate -> created.add(sum.amount(candidate), candidate.createdAt()));
        return created;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
