package io.dyff.routes.api.audience;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.read.query.QueryRequest;
import io.dyff.routes.api.read.query.QueryStatement;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.api.read.query.Reach;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Audience;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Viewer;
import io.dyff.routes.kind.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one place that says what rules hide from a caller: whole entities ({@link Audience}), in lists by a condition of
 * their statement so that pages stay full, and parts of them. Rules only take away from what grants allow; they say who
 * reads, not who edits. Source: contract/api.md section 11.4.
 */
public final class Audiences {
    private static final String DATA = "data";
    /** The functions whose answers show an entity or its files. */
    private static final Set<String> READS = Set.of("get", DATA);

    private final Kinds kinds;
    private final JdbcClient jdbc;
    private final QueryStatements statements;
    private final String condition;
    private final DataFiles files;

    public Audiences(Kinds kinds, JdbcClient jdbc, QueryStatements statements, DataFiles files) {
        this.kinds = kinds;
        this.jdbc = jdbc;
        this.statements = statements;
        this.condition = files.text("admit-reader.sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace(":", ":?");
        this.files = files;
    }

    /** What a list of the kind holds for the caller. */
    public Reach reach(Caller caller, Kind kind, Operation.Grant grant) {
        return new Reach(caller.scope(grant.resource(), grant.function()), rule(caller, kind));
    }

    /** Refuses to let an entity be read that rules hide, as one that does not exist. */
    public void require(Caller caller, String function, String kind, String id) {
        if (READS.contains(function) && !shows(caller, kind, id)) {
            throw Problem.notFound().exception();
        }
    }

    /** True unless rules hide the entity from the caller. */
    public boolean shows(Caller caller, String kind, String id) {
        return kinds.find(kind).map(of -> shows(caller, of, id)).orElse(true);
    }

    private boolean shows(Caller caller, Kind kind, String id) {
        Reach.Rule rule = rule(caller, kind);
        if (rule == null) {
            return true;
        }
        QueryRequest byId = new QueryRequest(List.of(), List.of(), null, null, List.of()).where("id", id);
        QueryStatement statement = statements.of(kind, byId, Reach.everything(rule), 1);
        return !jdbc.sql(statement.text().replace(":?", ":"))
                .params(statement.values())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /** The caller as one answer finds it. */
    public Standing standing(Caller caller) {
        return new Standing(caller);
    }

    /** Takes those parts out of an answer that are not for the caller. */
    public void trim(Standing standing, ObjectNode answer) {
        Audience.Parts parts = parts(answer);
        if (parts == null) {
            return;
        }
        Viewer role = null;
        for (JsonPointer place : Places.in(answer, parts.at())) {
            Viewer needed = Viewer.of(answer.at(place).at(parts.view()), Viewer.PUBLIC);
            if (needed == Viewer.PUBLIC) {
                continue;
            }
            role = role == null ? role(standing, answer) : role;
            if (!role.reads(needed)) {
                ((ObjectNode) answer.at(place.head())).remove(place.last().getMatchingProperty());
            }
        }
    }

    /**
     * What the caller is towards an entity that others take part in; everybody reviews one without parts.
     *
     * @param whole the entity, or its answer
     */
    public Viewer role(Standing standing, ObjectNode whole) {
        Audience.Parts parts = parts(whole);
        if (parts == null) {
            return Viewer.REVIEWER;
        }
        String id = whole.path("id").asText();
        String resource = kinds.get(whole.path("kind").asText()).resource();
        if (standing.caller().may(resource, "edit", whole.path("account").asText(), id)) {
            return Viewer.REVIEWER;
        }
        return takesPart(standing, parts, id) ? Viewer.SUBMITTER : Viewer.PUBLIC;
    }

    private boolean takesPart(Standing standing, Audience.Parts parts, String whole) {
        Caller.Scope scope = held(standing.caller(), parts.party());
        return scope.isEverything()
                || standing.wholes(parts.party(), party -> wholes(parts, scope)).contains(whole);
    }

    private Set<String> wholes(Audience.Parts parts, Caller.Scope scope) {
        return jdbc.sql(files.text("select-wholes.sql"))
                .param("of", Audience.path(parts.of()))
                .param("kind", parts.party())
                .param("accounts", scope.accounts().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query(String.class)
                .set();
    }

    private Reach.@Nullable Rule rule(Caller caller, Kind kind) {
        Audience audience = kind.audience();
        Caller.Scope held = audience == null ? null : held(caller, audience.party());
        if (audience == null || held == null || held.isEverything()) {
            return null;
        }
        return new Reach.Rule(
                condition,
                Map.of(
                        "of", Audience.path(audience.of()),
                        "rules", Audience.path(audience.rules()),
                        "unmentioned", audience.unmentioned().word(),
                        "at", Audience.path(audience.at()),
                        "party", audience.party(),
                        "partyAccounts", held.accounts().toArray(String[]::new),
                        "partyEntities", held.entities().toArray(String[]::new)));
    }

    private Caller.Scope held(Caller caller, String party) {
        return caller.scope(kinds.get(party).resource(), DATA);
    }

    private Audience.@Nullable Parts parts(ObjectNode entity) {
        return kinds.find(entity.path("kind").asText()).map(Kind::parts).orElse(null);
    }
}
