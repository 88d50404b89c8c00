package io.dyff.operator.steps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.rows.schema.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that could not be told apart or mean two things; the ids are those of the field reports. */
class DatasetCheckTest {

    @TempDir
    private Path folder;

    private TestingDataset dataset;

    @BeforeEach
    void open() throws Exception {
        dataset = new TestingDataset(folder);
    }

    @AfterEach
    void close() throws Exception {
        dataset.close();
    }

    private void add(String name, String query) throws Exception {
        dataset.add(name, query);
    }

    private void refuse(String message) {
        assertThatThrownBy(() -> Dataset.open(dataset.db, dataset.tree()))
                .isInstanceOf(DataException.class)
                .hasMessage("The dataset s3://dyff/datasets/d cannot be used: " + message);
    }

    @Test
    void shouldTakeFilesThatAgree() throws Exception {
        add("a/x=1/p.parquet", "SELECT 1::BIGINT AS _index_, {'a': 1, 'b': ['q']} AS st, 1.5::DECIMAL(5, 2) AS de");
        add("a/x=2/p.parquet", "SELECT 2::BIGINT AS _index_, {'a': 1, 'b': ['q']} AS st, NULL::DECIMAL(5, 2) AS de");
        add("b/x=3/p.parquet", "SELECT 3::BIGINT AS _index_");
        assertThat(Dataset.open(dataset.db, dataset.tree()).rows()).isEqualTo(3);
    }

    @Test
    void d2ShouldRefuseNamesThatDifferInCaseOnly() {
        dataset.addShipped("part.parquet", "names-that-differ-in-case.parquet");
        refuse("part.parquet has columns text and TEXT, whose names differ in case only; rename one of them.");
    }

    @Test
    void d2ShouldRefuseAFolderThatTakesTheNameOfAColumn() throws Exception {
        add("TEXT=x/part.parquet", "SELECT 1::BIGINT AS _index_, 'a' AS text");
        refuse("the folder TEXT=… of TEXT=x/part.parquet would take the place of its column text; rename one of them.");
    }

    @Test
    void d3ShouldNameAFileThatIsDamaged() throws Exception {
        Path damaged = Files.writeString(folder.resolve("damaged.parquet"), "PAR1 and then nothing of use PAR1");
        add("good.parquet", "SELECT 1::BIGINT AS _index_");
        dataset.add("b/bad.parquet", damaged);
        assertThatThrownBy(() -> Dataset.open(dataset.db, dataset.tree()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "The dataset s3://dyff/datasets/d cannot be used: b/bad.parquet cannot be read: ")
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void d4ShouldRefuseAColumnOfTwoTypes() throws Exception {
        add("a.parquet", "SELECT 1::BIGINT AS _index_, 9007199254740993::BIGINT AS id");
        add("b.parquet", "SELECT 2::BIGINT AS _index_, 1.5::DOUBLE AS id");
        refuse("column id is BIGINT in a.parquet and DOUBLE in b.parquet; all files must have it in one type.");
    }

    @Test
    void d5ShouldRefuseTwoColumnsOfOneName() {
        dataset.addShipped("part.parquet", "two-columns-of-one-name.parquet");
        refuse("part.parquet has two columns called text; rename one of them.");
    }

    @Test
    void d6ShouldRefuseFilesAtDifferentDepths() throws Exception {
        add("p.parquet", "SELECT 1::BIGINT AS _index_");
        add("x=1/p.parquet", "SELECT 2::BIGINT AS _index_");
        refuse("files lie below different partition folders: p.parquet, x=1/p.parquet; all must lie below the same.");
    }
}
