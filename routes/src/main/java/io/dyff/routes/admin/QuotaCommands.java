package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Entities;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets quotas through the event log, like the api: with the platform running they count at once, else at its start. */
@Command(
        name = "quota",
        mixinStandardHelpOptions = true,
        description = "Limits of what accounts, or all of them, may use.")
final class QuotaCommands {
    /** What the api does to the same end. */
    private static final String CREATE = "quotas_create";

    private final AdminContext context;

    QuotaCommands(AdminContext context) {
        this.context = context;
    }

    @Command(mixinStandardHelpOptions = true, description = "Sets the limit of a principal for a resource.")
    void set(
            @Option(names = "--principal", required = true, description = "accounts/<account> or __global__")
                    String principal,
            @Option(
                            names = "--resource",
                            required = true,
                            description = "Such as workflows.dyff.io/admitted, cpu or nvidia.com/gpu-t4")
                    String resource,
            @Option(
                            names = "--flavor",
                            defaultValue = "Total",
                            description = "Total or Rate; default: ${DEFAULT-VALUE}")
                    String flavor,
            @Option(names = "--limit", required = true, description = "A whole number or Unlimited") String limit,
            @Option(names = "--duration", description = "For Rate: the window, such as P1D") String duration,
            @Mixin Output output) {
        ObjectNode request = Json.object()
                .put("principal", principal)
                .put("resource", resource)
                .put("flavor", flavor)
                .put("limit", limit);
        if (duration != null) {
            request.put("duration", duration);
        }
        ObjectNode quota = quota(request);
        produce(WorkflowEvent.of(quota.path("id").asText(), EventType.PUT, "/dyff/admin", quota));
        output.print(context.out(), quota.path("id").asText(), quota);
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists all quotas.")
    void list(@Mixin Output output) {
        ArrayNode quotas = Json.mapper().createArrayNode();
        List<String> lines = context.settings()
                .jdbc()
                .sql(context.files().text("select-quotas.sql"))
                .query((row, n) -> {
                    JsonNode quota = Json.stored(row.getString("body"));
                    quotas.add(quota);
                    return String.join(
                            "\t",
                            quota.path("principal").asText(),
                            quota.path("resource").asText(),
                            quota.path("flavor").asText(),
                            quota.path("limit").asText());
                })
                .list();
        output.print(context.out(), String.join("\n", lines), quotas);
    }

    private ObjectNode quota(ObjectNode request) {
        Kinds kinds = Kinds.standard();
        Operation create = Operations.standard().get(CREATE);
        Kind kind = kinds.get(create.requiredKind());
        Schemas schemas = new Schemas(context.files());
        ObjectNode valid = new Requests(context.files(), schemas)
                .readCreate(kind, create.requestSchema().orElseThrow(), Json.bytes(request));
        String id = EntityIds.ofKey(Objects.requireNonNull(kind.put()).key().stream()
                .map(at -> valid.at(at).asText())
                .toList());
        return new Entities(schemas, new Projection(context.files(), kinds), context.clock()).create(kind, id, valid);
    }

    private void produce(WorkflowEvent event) {
        Properties config = context.settings().broker().client();
        config.put("acks", "all");
        config.put("max.block.ms", 10_000);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> produced =
                    new ProducerRecord<>(context.settings().topics().events(), event.id(), Json.bytes(event.patch()));
            event.recordHeaders(context.clock().instant())
                    .forEach((name, value) -> produced.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(produced).get();
        } catch (ExecutionException e) {
            throw new AdminException("the broker did not take the event: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException("interrupted");
        }
    }
}
