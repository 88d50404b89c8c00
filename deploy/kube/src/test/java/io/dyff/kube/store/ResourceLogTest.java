package io.dyff.kube.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ResourceLogTest {
    private static final int LARGE = 10_000;

    private static Change change(long version) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("metadata").put("name", "a" + version);
        tree.put("data", "x".repeat(LARGE));
        Stored stored = Stored.of(new Key("pods", "default", "a" + version), tree);
        return new Change(version, null, stored, stored);
    }

    @Test
    void shouldKeepInMemoryOnlyWhatItCounts() throws Exception {
        ResourceLog log = new ResourceLog(1_000, 3 * LARGE, 0);
        Change first = change(1);
        WeakReference<Change> gone = new WeakReference<>(first);
        log.append(first);
        first = null;
        for (long version = 2; version <= 20; version++) {
            log.append(change(version));
        }
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(log.after(17, 0, TimeUnit.SECONDS))
                .extracting(Change::version)
                .containsExactly(18L, 19L, 20L);
        assertThatThrownBy(() -> log.after(3, 0, TimeUnit.SECONDS)).isInstanceOf(ResourceLog.Expired.class);
    }
}
