package io.dyff.routes.event.letters;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.status;
import static io.dyff.routes.testing.TestingSpace.header;
import static io.dyff.routes.testing.TestingSpace.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.Headers;
import io.dyff.routes.testing.StateTestingContext;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StateTestingContext
class DeadLettersIT {
    @Autowired
    TestingSpace space;

    private final String id = TestingEntities.id();
    private DeadLetters letters;

    @BeforeEach
    void open() {
        Properties client = new Properties();
        client.put("bootstrap.servers", space.brokers());
        letters = new DeadLetters(client, space.topics());
    }

    private List<Letter> mine() {
        return letters.find(letter -> letter.entity().equals(id));
    }

    private List<Letter> awaitMine(int count) {
        await().atMost(180, SECONDS).until(() -> mine().size() == count);
        return mine();
    }

    @Test
    void shouldTellWhatWasRefusedAndWhy() {
        var refused = space.produce(status(id, "Admitted", null));
        Letter letter = awaitMine(1).getFirst();
        assertThat(letter.cause()).isEqualTo("unknown entity");
        assertThat(letter.line())
                .contains(id, "io.dyff.entity.status", "unknown entity")
                .contains("from " + space.topics().events() + " " + refused.partition() + ":" + refused.offset());
        assertThat(letter.json(true).path("value").asText()).contains("Admitted");
        assertThat(letters.isEvent(letter)).isTrue();
    }

    @Test
    void shouldApplyWhatCameTooEarlyWhenItIsSentAgain() {
        space.produce(status(id, "Admitted", null).with(Headers.KUBE_UID, "u1"));
        List<Letter> early = awaitMine(1);
        space.produce(created(evaluation(id)));

        letters.replay(early);

        await().atMost(180, SECONDS)
                .until(() -> space.records(space.topics().state(), id).size() == 2);
        var last = space.records(space.topics().state(), id).getLast();
        assertThat(json(last).path("status").asText()).isEqualTo("Admitted");
        assertThat(header(last, Headers.KUBE_UID)).isEqualTo("u1");
        var again = space.records(space.topics().events(), id).getLast();
        assertThat(header(again, Headers.REPLAY_OF)).isEqualTo(early.getFirst().position());
        assertThat(header(again, Headers.CAUSE)).isNull();
    }

    @Test
    void shouldTakeACreationThatWasRefusedForItsTime() {
        ObjectNode old = evaluation(id);
        old.put("creationTime", Instant.now().minus(Duration.ofHours(3)).toString());
        space.produce(created(old));
        List<Letter> late = awaitMine(1);
        assertThat(late.getFirst().cause()).contains("more than five minutes off");

        letters.replay(late);

        await().atMost(180, SECONDS)
                .until(() -> space.records(space.topics().state(), id).size() == 1);
    }

    @Test
    void shouldLeaveAsideWhatIsNoEventOfAnEntity() {
        space.produce(space.topics().events(), null, "{".getBytes(StandardCharsets.UTF_8), Map.of("ce_id", id));
        await().atMost(180, SECONDS).until(() -> !nameless().isEmpty());
        assertThat(nameless()).noneMatch(letters::isEvent);
        space.produce(space.topics().stateDeadLetter(), id, "{}".getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(awaitMine(1)).noneMatch(letters::isEvent);
    }

    private List<Letter> nameless() {
        return letters.find(
                letter -> letter.letter().headers().getOrDefault("ce_id", "").equals(id));
    }
}
