package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ConfigMaps that Camel K mounts (deploy/components/camel-k) are what each service reads as its overrides. */
class MountedRoutesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @CsvSource({"api,api", "aggregate,aggregator", "sink,sink", "orchestrate,orchestrator", "watch,informer"})
    void shouldTakeEachServicesRoutesAsTheyAreMounted(Service service, String name, @TempDir Path mount)
            throws IOException {
        JsonNode integration =
                YAML.readTree(Files.readString(ROOT.resolve("deploy/components/camel-k/" + name + ".yaml")));
        assertThat(texts(integration.at("/spec/traits/environment/vars"))).contains("DYFF_SERVICES=" + service);
        assertThat(texts(integration.at("/spec/traits/mount/resources")))
                .contains("configmap:dyff-" + name + "-routes@/etc/camel/sources");

        List<String> files = filesOf("dyff-" + name + "-routes");
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(service.shippedFiles().stream()
                        .filter(file -> Files.exists(ROOT.resolve("routes").resolve(file)))
                        .toList());

        TestingMount.of(mount, shipped(files));
        Map<String, String> mounted = Overrides.read(mount);
        assertThat(mounted.keySet()).containsExactlyInAnyOrderElementsOf(files);
        assertThat(new OfflineCheck(Operations.standard(), Optional.empty()).check(mounted))
                .isEmpty();
    }

    private static Map<String, String> shipped(List<String> files) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String file : files) {
            texts.put(file, Files.readString(ROOT.resolve("routes").resolve(file)));
        }
        return texts;
    }

    private static List<String> filesOf(String configMap) throws IOException {
        JsonNode maps = YAML.readTree(Files.readString(ROOT.resolve("routes/kustomization.yaml")))
                .path("configMapGenerator");
        return StreamSupport.stream(maps.spliterator(), false)
                .filter(map -> map.path("name").asText().equals(configMap))
                .flatMap(map -> texts(map.path("files")).stream())
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
