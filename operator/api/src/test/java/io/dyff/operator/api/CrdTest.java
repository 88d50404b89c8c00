package io.dyff.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the committed CRDs with the types they are generated from.
 *
 * <p>To renew them: {@code mvn -pl operator/api -am test -Dtest=CrdTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddyff.crd.write=true}
 */
class CrdTest {

    private static final Path COMMITTED = Path.of("../../deploy/crd");

    @Test
    void shouldFindCommittedCrdsEqualToGeneratedOnes() throws IOException {
        Map<String, String> generated = Crds.generate();
        if (Boolean.getBoolean("dyff.crd.write")) {
            for (Map.Entry<String, String> file : generated.entrySet()) {
                Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
            }
        }

        assertThat(committed())
                .as("deploy/crd differs from the types in operator/api: renew it as CrdTest says")
                .isEqualTo(generated);
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(COMMITTED)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}
