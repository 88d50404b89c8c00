package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.operator.steps.outcome.OutcomeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What is published of the outcomes of an evaluation, beside its rows.
 *
 * @param files below a folder, by the names that they are to have below what is published
 */
public record OutcomeReport(OutcomeSummary summary, List<Path> files) {

    /** Hidden from who reads rows. */
    public static final String FOLDER = ".dyff";

    /** Where the answered rows of an evaluation are published that came to a bad end. */
    public static final String ANSWERED = FOLDER + "/answered";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Makes the files below the folder. */
    public static OutcomeReport write(OutcomeTable outcomes, Path folder) throws IOException, SQLException {
        Path hidden = Files.createDirectories(folder.resolve(FOLDER));
        Path rows = hidden.resolve("outcomes.parquet");
        Path sums = hidden.resolve("summary.json");
        OutcomeSummary summary = outcomes.summary();
        outcomes.export(rows);
        JSON.writeValue(sums.toFile(), summary);
        return new OutcomeReport(summary, List.of(rows, sums));
    }
}
