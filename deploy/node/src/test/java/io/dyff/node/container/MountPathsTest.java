package io.dyff.node.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPathsTest {

    private final MountPaths mounts = new MountPaths(
            Map.of("/data", Path.of("/pod/d"), "/data/deep/", Path.of("/pod/deep"), "/tmp", Path.of("/pod/t")));

    @ParameterizedTest
    @CsvSource({
        "/data, /pod/d",
        "/data/, /pod/d/",
        "/data/x, /pod/d/x",
        "/database, /database",
        "/data/deep, /pod/deep",
        "/data/deeper, /pod/d/deeper",
        "/data/deep/x, /pod/deep/x",
        "/tmp/hf, /pod/t/hf",
        "x/tmp, x/tmp",
        "--dir=/tmp/a, --dir=/pod/t/a",
        "--dir=/tmpa, --dir=/tmpa",
        "DIR=/tmp, DIR=/tmp",
        "s3://tmp/data, s3://tmp/data"
    })
    void shouldTranslateLongestMountByWholeSegments(String value, String expected) {
        assertThat(mounts.rewrite(value)).isEqualTo(expected);
    }
}
