package io.dyff.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    private static final Key KEY = new Key("evaluation", "eval-a");

    private final TestingView view = new TestingView();
    private final TestingClock clock = new TestingClock();
    private final Expectations expectations = new Expectations(view, clock);

    @Test
    void shouldBeMetWhenNothingWasWritten() {
        assertThat(expectations.met(KEY)).isTrue();
    }

    @Test
    void shouldWaitUntilTheCacheShowsTheVersion() {
        expectations.written(KEY, object("u1", "7"));
        view.shown = object("u1", "6");
        assertThat(expectations.met(KEY)).isFalse();

        view.shown = object("u1", "7");

        assertThat(expectations.met(KEY)).isTrue();
    }

    @Test
    void shouldBeMetWhenTheCacheIsFurtherAndTheObjectIsGone() {
        expectations.written(KEY, object("u1", "7"));
        assertThat(expectations.met(KEY)).isFalse();

        view.reached = 8;

        assertThat(expectations.met(KEY)).isTrue();
    }

    @Test
    void shouldWaitUntilTheDeletedIsGone() {
        ConfigMap object = object("u1", "7");
        view.shown = object;
        view.reached = 100;
        expectations.deleted(KEY, object);
        assertThat(expectations.met(KEY)).isFalse();

        view.shown = null;

        assertThat(expectations.met(KEY)).isTrue();
    }

    @Test
    void shouldBeMetWhenTheDeletedIsOnItsWayOrHasASuccessor() {
        expectations.deleted(KEY, object("u1", "7"));
        view.shown = new ConfigMapBuilder(object("u1", "8"))
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T12:00:00Z")
                .endMetadata()
                .build();
        assertThat(expectations.met(KEY)).isTrue();

        expectations.deleted(KEY, object("u1", "7"));
        view.shown = object("u2", "9");

        assertThat(expectations.met(KEY)).isTrue();
    }

    @Test
    void shouldHoldUpNoOtherKey() {
        expectations.written(KEY, object("u1", "7"));

        assertThat(expectations.met(new Key("evaluation", "eval-b"))).isTrue();
    }

    @Test
    void shouldNotWaitForEverWhenTheWatchIsBroken() {
        expectations.written(KEY, object("u1", "7"));

        clock.now = clock.now.plus(Expectations.PATIENCE).plus(Duration.ofSeconds(1));

        assertThat(expectations.met(KEY)).isTrue();
    }

    private static ConfigMap object(String uid, String version) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("eval-a-manifest")
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }

    /** A cache with at most one object. */
    private static final class TestingView implements Expectations.View {
        private @Nullable ConfigMap shown;
        private long reached;

        @Override
        public <T extends HasMetadata> Optional<T> get(Class<T> type, String name) {
            return Optional.ofNullable(shown).map(type::cast);
        }

        @Override
        public boolean reached(Class<? extends HasMetadata> type, long version) {
            return reached >= version;
        }
    }

    private static final class TestingClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
