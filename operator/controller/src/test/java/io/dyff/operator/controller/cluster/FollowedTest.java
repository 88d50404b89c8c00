package io.dyff.operator.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.RowProgress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedTest {

    private static final Key FIRST = new Key("evaluations", "first");
    private static final Key SECOND = new Key("evaluations", "second");

    private final Map<String, String> logs = new HashMap<>();
    private final List<Key> news = new ArrayList<>();
    private final Followed followed = new Followed(this::log, news::add, Clock.systemUTC());

    @AfterEach
    void stop() {
        followed.close();
    }

    @Test
    void shouldTellWhatAPodSaidWhenItsLogWasRead() {
        assertThat(followed.follow(FIRST, pod("a"))).isEmpty();
        logs.put("a", line(3));

        followed.readAll();

        assertThat(news).containsExactly(FIRST);
        assertThat(followed.follow(FIRST, pod("a"))).map(RowProgress::done).contains("3/10");
    }

    @Test
    void shouldBeNoNewsWhenNothingMoreIsDone() {
        followed.follow(FIRST, pod("a"));
        logs.put("a", line(3));
        followed.readAll();

        followed.readAll();

        assertThat(news).containsExactly(FIRST);
    }

    @Test
    void shouldReadTheOthersWhenALogCannotBeRead() {
        followed.follow(FIRST, pod("lost"));
        followed.follow(SECOND, pod("a"));
        logs.put("a", line(4));

        followed.readAll();

        assertThat(news).containsExactly(SECOND);
    }

    @Test
    void shouldForgetWhatAnEarlierPodSaidWhenAnotherRuns() {
        followed.follow(FIRST, pod("a"));
        logs.put("a", line(9));
        followed.readAll();

        assertThat(followed.follow(FIRST, pod("b"))).isEmpty();
        logs.put("b", line(2));
        followed.readAll();

        assertThat(followed.follow(FIRST, pod("b"))).map(RowProgress::done).contains("2/10");
    }

    @Test
    void shouldReadNoMoreWhenNoPodRuns() {
        followed.follow(FIRST, pod("a"));
        logs.put("a", line(3));
        followed.follow(FIRST, Optional.empty());

        followed.readAll();

        assertThat(news).isEmpty();
    }

    private String log(Pod pod) {
        return Optional.ofNullable(logs.get(pod.getMetadata().getUid()))
                .orElseThrow(() -> new KubernetesClientException("its node does not answer"));
    }

    private static String line(int done) {
        return done + "/10 done, 0 stored, 1.0/s, 0 retries, 0 without an answer\n";
    }

    private static Optional<Pod> pod(String uid) {
        return Optional.of(
                new PodBuilder().withNewMetadata().withUid(uid).endMetadata().build());
    }
}
