package io.dyff.routes.http.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dyff.routes.http.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket for each account, so that one that asks too much does not slow down the others. */
final class RateLimits {
    private final RateSettings settings;
    private final Cache<String, Bucket> buckets;

    RateLimits(RateSettings settings) {
        this.settings = settings;
        // A bucket that was forgotten is full again, which it is by then.
        long refill = settings.perSecond() == 0 ? 1 : settings.burst() / settings.perSecond() + 1;
        this.buckets = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofSeconds(refill))
                .build();
    }

    /** Counts a request of that account; throws the answer when it is one too many. */
    void count(String account) {
        if (settings.perSecond() == 0) {
            return;
        }
        ConsumptionProbe probe = buckets.get(account, name -> bucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long wait = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw Problem.retryLater(
                            429,
                            account + " sends more than " + settings.perSecond()
                                    + " requests a second; nothing was written",
                            (int) wait)
                    .exception();
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(settings.burst()).refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
