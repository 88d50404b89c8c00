package io.dyff.operator.kubectl.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.DyffResource;
import io.dyff.operator.kubectl.cluster.Reference;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder per situation: {@code in.yaml} is what a cluster shows, the resource first; {@code out-tree.txt} and
 * {@code out-why.txt} are what is said about it. The annotation {@code test/uses} names something that is missing.
 *
 * <p>{@code -Ddyff.golden.write=true} writes the out files anew; read the difference before committing it.
 */
class SnapshotsTest {

    private static final Path FOLDERS = Path.of("src/test/resources/snapshots");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static Stream<Path> situations() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void shouldSayWhatTheFolderSays(Path folder) throws IOException {
        Snapshot snapshot = snapshot(Files.readString(folder.resolve("in.yaml")));

        String tree = Tree.of(snapshot).text();
        String why = Diagnosis.of(snapshot).text();

        if (Boolean.getBoolean("dyff.golden.write")) {
            Files.writeString(folder.resolve("out-tree.txt"), tree);
            Files.writeString(folder.resolve("out-why.txt"), why);
        }
        assertThat(tree).isEqualTo(Files.readString(folder.resolve("out-tree.txt")));
        assertThat(why).isEqualTo(Files.readString(folder.resolve("out-why.txt")));
        assertThat(Description.of(snapshot).text()).contains(why);
    }

    static Snapshot snapshot(String documents) {
        List<HasMetadata> objects = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (String document : documents.split("(?m)^---\\R")) {
            HasMetadata object = Serialization.unmarshal(document);
            if (object instanceof Event event) {
                events.add(event);
            } else {
                objects.add(object);
            }
        }
        List<Reference> uses = objects.stream()
                .filter(object -> object.getMetadata().getAnnotations().containsKey("test/uses"))
                .map(object ->
                        new Reference(object.getMetadata().getAnnotations().get("test/uses"), null))
                .toList();
        return new Snapshot(
                (DyffResource<?>) objects.getFirst(), objects.subList(1, objects.size()), uses, events, List.of(), NOW);
    }
}
