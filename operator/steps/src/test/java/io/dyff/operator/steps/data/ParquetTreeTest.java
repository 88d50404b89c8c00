package io.dyff.operator.steps.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetTreeTest {

    @ParameterizedTest
    @CsvSource({
        "part-0.parquet, f/00000003.parquet",
        "a/b/part-0.parquet, f/00000003.parquet",
        "_replication_=00ab/part-0.parquet, f/_replication_=00ab/00000003.parquet",
        "a/k=1/b/l=2/x, f/k=1/l=2/00000003.parquet",
        "../../k=1/x, f/k=1/00000003.parquet",
        "k=*?[a]/x, f/k=%2A%3F%5Ba%5D/00000003.parquet",
        "=x/y, f/00000003.parquet",
    })
    void shouldKeepPartitionsAndNothingElseOfAName(String stored, String local) {
        assertThat(ParquetTree.localName(Path.of("f"), stored, 3)).isEqualTo(Path.of(local));
    }
}
