package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.kind.Kinds;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final List<Candidate> counted = new ArrayList<>();
    private final Map<Sum, Created> sums = new HashMap<>();

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

    /** Counts the candidate, or says which rate it would exceed, and when the next window begins. */
    Optional<String> count(Candidate candidate) {
        Optional<String> refusal = quotas.stream()
                .filter(q -> q.holdsFor(candidate.account()) && candidate.isHeldBy(q))
                .flatMap(q -> exceeded(q, candidate).stream())
                .findFirst();
        if (refusal.isEmpty()) {
            counted.add(candidate);
        }
        return refusal;
    }

    private Optional<String> exceeded(Quota quota, Candidate candidate) {
        BigInteger amount = amount(quota, candidate);
        BigInteger limit = quota.limit();
        if (amount == null || limit == null) {
            return Optional.empty();
        }
        Window window = Window.of(quota, candidate.createdAt());
        Created created = created(quota, candidate, window);
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

    /** What was created within the window: counted before, which is asked once, and in this pass. */
    private Created created(Quota quota, Candidate candidate, Window window) {
        Sum sum = new Sum(
                quota.resource(),
                quota.createdResource() == null ? null : candidate.kind(),
                quota.isGlobal() ? null : candidate.account(),
                window);
        Created created = sums.computeIfAbsent(sum, this::before);
        for (Candidate other : counted) {
            BigInteger amount = amount(quota, other);
            if (amount != null && quota.holdsFor(other.account()) && window.contains(other.createdAt())) {
                created = created.plus(amount, other.createdAt());
            }
        }
        return created;
    }

    private Created before(Sum sum) {
        Instant before = sum.window().before();
        return database.sql(sumCreated)
                .param("resource", sum.resource())
                .param("kind", sum.kind())
                .param("account", sum.account())
                .param("since", time(sum.window().since()))
                .param("before", before == null ? null : time(before))
                .query((row, n) -> new Created(row.getBigDecimal(1).toBigInteger(), first(row)))
                .single();
    }

    private static @Nullable Instant first(ResultSet row) throws SQLException {
        OffsetDateTime first = row.getObject(2, OffsetDateTime.class);
        return first == null ? null : first.toInstant();
    }

    /** What is summed: of a kind or a resource, of an account or all of them. */
    private record Sum(
            String resource,
            @Nullable String kind,
            @Nullable String account,
            Window window) {}

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record Created(BigInteger used, @Nullable Instant first) {
        Instant oldest(Instant otherwise) {
            return first == null ? otherwise : first;
        }

        Created plus(BigInteger amount, Instant at) {
            return new Created(used.add(amount), first == null || at.isBefore(first) ? at : first);
        }
    }

    /** From when on, and until before when; a sliding window is open to what was created later but seen earlier. */
    record Window(Instant since, @Nullable Instant before) {
        boolean contains(Instant time) {
            return !time.isBefore(since) && (before == null || time.isBefore(before));
        }

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
