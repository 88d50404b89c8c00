package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.entity.Scalars;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Variable;

/** What the platform says of a family's members. Source: contract/api.md section 12.3. */
public final class Families {
    private final Clock clock;

    public Families(Clock clock) {
        this.clock = clock;
    }

    /** Gives each new member its name, its family and its time; all must be of the kind that the family is of. */
    public void complete(@Variable("row") EntityRow row, @Variable("request") ObjectNode request) {
        String kind = row.body().path("memberKind").asText();
        String now = Scalars.format(clock.instant());
        List<FieldError> errors = new ArrayList<>();
        request.path("members").properties().forEach(entry -> {
            JsonNode member = entry.getValue();
            if (member.isNull()) {
                return;
            }
            if (!member.at("/entity/kind").asText().equals(kind)) {
                errors.add(new FieldError(
                        "/members/" + entry.getKey() + "/entity/kind", "must be " + kind + ", as all members are"));
            }
            ((ObjectNode) member)
                    .put("name", entry.getKey())
                    .put("family", row.id())
                    .put("creationTime", now);
        });
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }
}
