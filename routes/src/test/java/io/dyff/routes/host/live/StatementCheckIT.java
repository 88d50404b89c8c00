package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class StatementCheckIT {
    private static final TestingDatabase DATABASE = TestingPlatform.database();
    private final StatementCheck check = new StatementCheck(DATABASE.pooled());

    /** What commands run in a script of their own stands on tables that the script makes. */
    @Test
    void shouldAcceptEachShippedStatementOfAService() throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        int checked = 0;
        try (Stream<Path> files = Files.list(Path.of("../sql/query"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> !f.toString().contains("shadow"))
                    .filter(f -> FileKind.refusal(f.getFileName().toString()).isEmpty())::iterator) {
                String text = Files.readString(file);
                check.check(file.getFileName().toString(), text, Optional.of(text))
                        .ifPresent(refusals::add);
                checked++;
            }
        }
        assertThat(refusals).isEmpty();
        assertThat(checked).isGreaterThan(40);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                # what is broken                | line | reason
                select i from entity            | 2    | column "i" does not exist
                select id fro entity            | 2    | syntax error at or near "entity"
                select id from entities         | 2    | relation "entities" does not exist
                select id from entity           | 1    | its parameters are [], those of the shipped statement [id]
                select kind from entity where id = :#id | 1 | the columns [id] are missing
                """)
    void shouldRefuseAStatementAndSayWhere(String statement, int line, String reason) {
        Optional<Refusal> refusal = check.check(
                "select-x.sql",
                "-- Reads ids: all of them.\n" + statement,
                Optional.of("select id from entity where id = :#id"));
        assertThat(refusal).hasValueSatisfying(refused -> {
            assertThat(refused.file()).isEqualTo("select-x.sql");
            assertThat(refused.line()).isEqualTo(line);
            assertThat(refused.reason()).contains(reason);
        });
    }

    @Test
    void shouldNotJudgeWhenTheDatabaseDoesNotAnswer() {
        StatementCheck nobody =
                new StatementCheck(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none", "nobody", ""));
        assertThatThrownBy(() -> nobody.check("select-x.sql", "select 1", Optional.empty()))
                .isInstanceOf(UnansweredException.class);
    }
}
