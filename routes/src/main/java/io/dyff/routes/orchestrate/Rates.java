package io.dyff.routes.orchestrate;

import io.dyff.routes.kind.Kinds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The quotas of what is created within a window. An entity is counted once, in the window of its own creation; over the
 * limit it fails at once.
 */
final class Rates {
    private final List<Quota> quotas;
    private final Kinds kinds;
    private final JdbcClient database;
    private final String sumCreated;

    Rates(List<Quota> quotas, Kinds kinds, JdbcClient database, String sumCreated) {
        this.quotas =
                quotas.stream().filter(q -> !q.isOfUse() && q.limit() != null).toList();
        this.kinds = kinds;
        this.database = database;
        this.sumCreated = sumCreated;
    }

    /** True when no rate holds for any of the accounts. */
    boolean areFree(List<String> accounts) {
        return quotas.stream().noneMatch(q -> accounts.stream().anyMatch(q::holdsFor));
    }

    /** Says which rate the candidate would exceed, and when the next window begins. */
    Optional<String> refusal(Candidate candidate) {
        return quotas.stream()
                .filter(q -> q.holdsFor(candidate.account()) && candidate.isHeldBy(q))
                .flatMap(q -> exceeded(q, candidate).stream())
                .findFirst();
    }

    private Optional<String> exceeded(Quota quota, Candidate candidate) {
        BigInteger amount = amount(quota, candidate);
        BigInteger limit = quota.limit();
        if (amount == null || limit == null) {
            return Optional.empty();
        }
        Window window = Window.of(quota, candidate.createdAt());
        Created created = created(quota, candidate, window);
        BigInteger use = created.used().toBigInteger().add(amount);
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

    private Created created(Quota quota, Candidate candidate, Window window) {
        return database.sql(sumCreated)
                .param("resource", quota.resource())
                .param("kind", quota.createdResource() == null ? null : candidate.kind())
                .param("account", quota.isGlobal() ? null : candidate.account())
                .param("since", time(window.since()))
                .param("before", window.before() == null ? null : time(window.before()))
                .query((row, n) -> new Created(row.getBigDecimal(1), row.getObject(2, OffsetDateTime.class)))
                .single();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Created(BigDecimal used, @Nullable OffsetDateTime first) {
        Instant oldest(Instant otherwise) {
            return first == null ? otherwise : first.toInstant();
        }
    }

    /** From when on, and until before when; a sliding window is open to what was created later but seen earlier. */
    record Window(Instant since, @Nullable Instant before) {
        static Window of(Quota quota, Instant createdAt) {
            Instant epoch = quota.epoch();
            if (epoch == null) {
                return new Window(createdAt.minus(quota.duration()).plusNanos(1000), null);
            }
            long length = quota.duration().toMillis();
            long cycles = Math.floorDiv(Duration.between(epoch, createdAt).toMillis(), length);
            Instant since = epoch.plusMillis(Math.multiplyExact(cycles, length));
            return new Window(since, since.plus(quota.duration()));
        }
    }
}
