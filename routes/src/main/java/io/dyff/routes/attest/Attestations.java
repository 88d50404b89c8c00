package io.dyff.routes.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.json.Places;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kind.Evidence;
import io.dyff.routes.kind.Kinds;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attests each result once, as soon as it is stored that its entity is a success, and answers what was attested. What was
 * attested stays the same for ever; only the signature over it is made anew, when its key is retired.
 */
public final class Attestations {
    private static final Logger LOG = LoggerFactory.getLogger(Attestations.class);
    private static final String FOUND = ".dyff/evidence.json";

    /** A file takes some 150 bytes, twice, and a third more as base64: who checks reads at most 16 MiB. */
    private static final int MAX_BYTES = 6 << 20;

    private static final int AT_ONCE = 20;

    private final Kinds kinds;
    private final AttestationKeys keys;
    private final JdbcClient jdbc;
    private final DataFiles files;
    private final Areas areas;
    private final ObjectFiles objects;
    private final Clock clock;

    Attestations(
            Kinds kinds,
            AttestationKeys keys,
            JdbcClient jdbc,
            DataFiles files,
            Areas areas,
            ObjectFiles objects,
            Clock clock) {
        this.kinds = kinds;
        this.keys = keys;
        this.jdbc = jdbc;
        this.files = files;
        this.areas = areas;
        this.objects = objects;
        this.clock = clock;
    }

    /** Answers the signed statement about an entity, which is made now where it is due. */
    public JsonNode answer(@Variable("call") ApiCall call, @Variable("row") EntityRow row) {
        call.requireChecked(row.id());
        return find(row.id())
                .or(() -> attest(row))
                .orElseThrow(() -> Problem.of(404, none(row)).exception())
                .json();
    }

    private String none(EntityRow row) {
        String what = row.kind() + " " + row.id();
        return row.status().equals(kinds.get(row.kind()).success())
                ? what + " has no attestation: it was verified before there were any"
                : what + " has no attestation: it is " + row.status();
    }

    /** Makes what is due; what fails is due again in a minute. */
    public void makeDue() {
        List<String> due = jdbc.sql(files.text("claim-attestations.sql"))
                .param("most", AT_ONCE)
                .query(String.class)
                .list();
        for (EntityRow row : bodies(due).values()) {
            try {
                if (attest(row).isEmpty()) {
                    jdbc.sql(files.text("settle-attestation.sql"))
                            .param("id", row.id())
                            .update();
                }
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} {} cannot be attested, and is tried again in a minute: {}",
                        row.kind(),
                        row.id(),
                        e.getMessage());
            }
        }
    }

    private Optional<Envelope> find(String id) {
        return jdbc.sql(files.text("select-attestation.sql"))
                .param("id", id)
                .query((row, number) -> new Stored(
                        new Envelope(row.getBytes("payload"), row.getString("kid"), row.getBytes("signature")),
                        row.getTimestamp("retired_at") != null))
                .optional()
                .map(found -> found.retired() ? again(id, found.envelope()) : found.envelope());
    }

    /** @param retired whether its key is */
    private record Stored(Envelope envelope, boolean retired) {}

    private Envelope again(String id, Envelope old) {
        Envelope signed = Envelope.signed(old.payload(), keys.signing());
        store("sign-attestation-again.sql", id, signed).update();
        return signed;
    }

    /** Empty when there is nothing to attest: no success, or one of before. */
    private Optional<Envelope> attest(EntityRow row) {
        Kind kind = kinds.get(row.kind());
        Evidence evidence = kind.evidence();
        if (evidence == null || !row.status().equals(kind.success())) {
            return Optional.empty();
        }
        Optional<ObjectNode> found = found(kind, row.id());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = evidence.of().values().stream()
                .map(part -> row.body().at(part.at()).asText())
                .toList();
        Map<String, ObjectNode> others =
                bodies(named).values().stream().collect(Collectors.toMap(EntityRow::id, EntityRow::body));
        byte[] payload = Statement.of(
                evidence, row.body(), row.version(), found.get(), others, inputs(evidence, row), clock.instant());
        store("store-attestation.sql", row.id(), Envelope.signed(payload, keys.signing()))
                .param("payload", payload)
                .update();
        LOG.info("attested {} {}", row.kind(), row.id());
        // Another process may have been first.
        return find(row.id());
    }

    /** In the order of the request; of each what is attested of it, where something is, else the digests it declares. */
    private ArrayNode inputs(Evidence evidence, EntityRow row) {
        List<String> ids = evidence.inputs().stream()
                .flatMap(pattern -> Places.in(row.body(), pattern).stream())
                .map(place -> row.body().at(place).asText())
                .distinct()
                .toList();
        Map<String, EntityRow> rows = bodies(ids);
        ArrayNode inputs = Json.mapper().createArrayNode();
        ids.stream().map(rows::get).filter(Objects::nonNull).forEach(input -> {
            ObjectNode said = inputs.addObject().put("id", input.id()).put("kind", input.kind());
            find(input.id())
                    .or(() -> attest(input))
                    .ifPresentOrElse(
                            envelope -> said.setAll(envelope.summary()),
                            () -> said.set("artifacts", input.body().get("artifacts")));
        });
        return inputs;
    }

    private JdbcClient.StatementSpec store(String statement, String id, Envelope envelope) {
        return jdbc.sql(files.text(statement))
                .param("id", id)
                .param("kid", envelope.kid())
                .param("signature", envelope.signature())
                .param("signed", Timestamp.from(clock.instant()));
    }

    private Map<String, EntityRow> bodies(List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : EntityRow.byId(jdbc.sql(files.text("select-bodies.sql"))
                        .param("ids", ids.toArray(String[]::new))
                        .query()
                        .listOfRows());
    }

    private Optional<ObjectNode> found(Kind kind, String id) {
        return objects.open(areas.downloads(kind, id), FOUND, null).map(file -> read(file, kind.name() + " " + id));
    }

    private static ObjectNode read(InputStream file, String what) {
        try (file) {
            byte[] text = file.readNBytes(MAX_BYTES + 1);
            if (text.length > MAX_BYTES) {
                throw new IllegalStateException("the evidence of " + what + " has more than " + MAX_BYTES + " bytes");
            }
            return (ObjectNode) Objects.requireNonNull(Json.parse(text));
        } catch (IOException | ClassCastException e) {
            throw new IllegalStateException("the evidence of " + what + " is not in its form: " + e.getMessage(), e);
        }
    }
}
