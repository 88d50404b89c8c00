package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.dyff.operator.rows.ReadableText;
import java.util.List;
import java.util.StringJoiner;

/** What came of the checks, for people and for programs. */
@JsonPropertyOrder({"holds", "checks"})
record CheckReport(boolean holds, List<Check> checks) {

    String json() throws JsonProcessingException {
        return JsonFile.JSON.writeValueAsString(this);
    }

    /** One line for each check, one for each difference, and the end of it. */
    String text() {
        var lines = new StringJoiner(System.lineSeparator());
        long differences = 0;
        for (Check check : checks) {
            lines.add("%-11s %-11s %s".formatted(check.check(), check.result(), ReadableText.of(check.detail())));
            for (String difference : check.differences()) {
                lines.add("            " + ReadableText.of(difference));
            }
            differences += check.differences().size();
        }
        lines.add(
                holds
                        ? "All that was checked holds."
                        : "It does not hold: " + differences + (differences == 1 ? " difference." : " differences."));
        return lines.toString();
    }
}
