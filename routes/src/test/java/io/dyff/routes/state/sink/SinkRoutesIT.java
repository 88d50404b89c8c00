package io.dyff.routes.state.sink;

import static io.dyff.routes.testing.TestingEntities.created;
import static io.dyff.routes.testing.TestingEntities.evaluation;
import static io.dyff.routes.testing.TestingEntities.status;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dyff.routes.event.Headers;
import io.dyff.routes.testing.StateTestingContext;
import io.dyff.routes.testing.TestingEntities;
import io.dyff.routes.testing.TestingSpace;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StateTestingContext
class SinkRoutesIT {
    @Autowired
    TestingSpace space;

    @Test
    void shouldStoreTheEntityWhenItsEventsAreFolded() {
        String id = TestingEntities.id();
        space.produce(created(evaluation(id)));
        var last = space.produce(status(id, "Admitted", null).with(Headers.KUBE_UID, "u1"));
        await().atMost(180, SECONDS)
                .untilAsserted(() -> assertThat(space.jdbc()
                                .sql("select status, version, kube_uid, body->>'account' as account from entity"
                                        + " where id = :id")
                                .param("id", id)
                                .query()
                                .listOfRows())
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.get("status")).isEqualTo("Admitted");
                            assertThat(row.get("version")).isEqualTo(last.offset());
                            assertThat(row.get("kube_uid")).isEqualTo("u1");
                            assertThat(row.get("account")).isEqualTo("test");
                        }));
    }
}
