package io.dyff.routes.api.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.audience.Standing;
import io.dyff.routes.api.pipeline.PipelineRuns;
import io.dyff.routes.api.result.ResultRules;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Viewer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which scores of what assesses a submission its readers see, by the rules of the submission's task. Whoever may read the
 * files of an analysis sees all its scores. Source: contract/api.md section 11.4.
 */
final class ScoreRules implements ResultRules {
    private static final String ANY = "*";
    private final Kinds kinds;
    private final Audiences audiences;
    private final JdbcClient jdbc;
    private final DataFiles files;

    ScoreRules(Kinds kinds, Audiences audiences, JdbcClient jdbc, DataFiles files) {
        this.kinds = kinds;
        this.audiences = audiences;
        this.jdbc = jdbc;
        this.files = files;
    }

    @Override
    public Map<String, Predicate<JsonNode>> of(Caller caller, String result, List<EntityRow> rows) {
        if (!result.equals("Score")) {
            return Map.of();
        }
        Map<String, EntityRow> assessing = rows.stream()
                .filter(row -> !submission(row).isEmpty() && !mayReadFiles(caller, row))
                .collect(Collectors.toMap(EntityRow::id, row -> row));
        if (assessing.isEmpty()) {
            return Map.of();
        }
        Map<String, EntityRow> submissions =
                read(assessing.values().stream().map(ScoreRules::submission).collect(Collectors.toSet()));
        Map<String, EntityRow> around = read(submissions.values().stream()
                .flatMap(row -> Stream.of("challenge", "team", "pipelineRun").map(field -> text(row, field)))
                .collect(Collectors.toSet()));
        Standing standing = audiences.standing(caller);
        Map<String, Predicate<JsonNode>> rules = new HashMap<>();
        assessing.forEach((id, row) -> rules.put(id, rule(standing, row, submissions.get(submission(row)), around)));
        return rules;
    }

    /** What is not there says nothing, and makes nobody more than one of the public. */
    private Predicate<JsonNode> rule(
            Standing standing, EntityRow analysis, @Nullable EntityRow submission, Map<String, EntityRow> around) {
        EntityRow challenge = submission == null ? null : around.get(text(submission, "challenge"));
        if (submission == null || challenge == null) {
            return score -> false;
        }
        EntityRow team = around.get(text(submission, "team"));
        boolean own = team != null && standing.caller().may(resource(team), "data", team.account(), team.id());
        Viewer role = own ? Viewer.REVIEWER : audiences.role(standing, challenge.body());
        JsonNode scores =
                challenge.body().path("tasks").path(text(submission, "task")).at("/rules/visibility/scores");
        Set<String> names = names(analysis, around.get(text(submission, "pipelineRun")));
        return score -> reads(role, scores, names, score.path("name").asText());
    }

    /** Of all rules that fit the most open one counts. */
    private static boolean reads(Viewer role, JsonNode rules, Set<String> analyses, String score) {
        List<JsonNode> words = analyses.stream()
                .flatMap(analysis ->
                        Stream.of(score, ANY).map(name -> rules.path(analysis).path(name)))
                .filter(JsonNode::isTextual)
                .toList();
        return words.isEmpty()
                ? role.reads(Viewer.SUBMITTER)
                : words.stream().anyMatch(word -> role.reads(Viewer.of(word, Viewer.SUBMITTER)));
    }

    /** What rules may call the analysis: its method's id, or the name of its node in the run. */
    private static Set<String> names(EntityRow analysis, @Nullable EntityRow run) {
        Set<String> names =
                new HashSet<>(Set.of(ANY, analysis.body().at("/method/id").asText()));
        JsonNode nodes = run == null ? MissingNode.getInstance() : run.body().path("workflows");
        nodes.properties().stream()
                .filter(node -> node.getValue().path("id").asText().equals(analysis.id()))
                .forEach(node -> names.add(node.getKey()));
        return names;
    }

    private boolean mayReadFiles(Caller caller, EntityRow row) {
        return caller.may(resource(row), "data", row.account(), row.id());
    }

    private String resource(EntityRow row) {
        return kinds.get(row.kind()).resource();
    }

    private static String submission(EntityRow row) {
        return row.body().path("labels").path(PipelineRuns.SUBMISSION).asText();
    }

    private static String text(EntityRow row, String field) {
        return row.body().path(field).asText();
    }

    private Map<String, EntityRow> read(Set<String> ids) {
        return EntityRow.byId(jdbc.sql(files.text("select-entities.sql"))
                .param("ids", ids.toArray(String[]::new))
                .query()
                .listOfRows());
    }
}
