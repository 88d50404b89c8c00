package io.dyff.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.host.Broker;
import io.dyff.routes.host.DyffEnvironment;
import io.dyff.routes.host.Service;
import io.dyff.routes.progress.StateConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What the manifests of {@code deploy} tell the services is what the services read. */
class DeploymentTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    /** In a container's environment, in a file of settings, or among the literals of an overlay. */
    private static final Pattern SETTING = Pattern.compile("(?m)^ *(?:- )?(?:name: )?([A-Z][A-Z0-9_]+)(?:=|$)");

    private static final Pattern READ = Pattern.compile("[\"{](dyff(?:\\.[a-z0-9-]+)+)[\"}:]");

    @Test
    void shouldSetOnlyWhatIsRead() throws Exception {
        Set<String> read = settings();

        assertThat(settingsOfManifests())
                .contains("DYFF_SERVICES")
                .allSatisfy(name -> assertThat(isRead(name, read)).as(name).isTrue());
    }

    @Test
    void shouldRunEachServiceOnce() throws Exception {
        List<Service> running = workloads()
                .flatMap(workload -> environment(workload).entrySet().stream())
                .filter(variable -> variable.getKey().equals("DYFF_SERVICES"))
                .flatMap(variable -> Service.parse(variable.getValue()).stream())
                .toList();

        assertThat(running).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Service.class));
    }

    @Test
    void shouldAskForHealthWhereItIsAnswered() throws Exception {
        JsonNode application = read(Path.of("src/main/resources/application.yaml"));
        JsonNode groups = application.at("/management/endpoint/health/group");
        JsonNode container = read(DEPLOY.resolve("base/services/host.yaml")).at("/spec/template/spec/containers/0");

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = container.at("/" + probe + "/httpGet/path").asText();
            assertThat(path).startsWith("/actuator/health/");
            assertThat(groups.has(path.substring("/actuator/health/".length())))
                    .as(path)
                    .isTrue();
            assertThat(container.at("/" + probe + "/httpGet/port").asText())
                    .isEqualTo(container.at("/ports/0/name").asText());
        }
        assertThat(container.at("/ports/0/containerPort")).isEqualTo(application.at("/server/port"));
    }

    @Test
    void shouldGiveTheServicesTheTimeThatTheyTakeToEnd() throws Exception {
        JsonNode pod = read(DEPLOY.resolve("base/services/host.yaml")).at("/spec/template/spec");
        int routes = read(Path.of("src/main/resources/application.yaml"))
                .at("/camel/main/shutdown-timeout")
                .asInt();
        int web = 30; // Spring's timeout-per-shutdown-phase, which is not set.
        int pause = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(pause + web + routes);
    }

    @Test
    void shouldNameImagesSoThatAnOverlayReplacesThem() throws Exception {
        Set<String> images = workloads()
                .flatMap(workload -> workload.findValues("image").stream())
                .map(JsonNode::asText)
                .collect(Collectors.toSet());

        assertThat(images).containsExactlyInAnyOrder("dyff/services", "dyff/operator");
    }

    @Test
    void shouldMakeTopicsAsTheCommandDoes() throws Exception {
        Map<String, Map<String, String>> made = objects(DEPLOY.resolve("components/strimzi/topics.yaml"))
                .collect(Collectors.toMap(
                        topic -> topic.at("/metadata/name").asText(),
                        topic -> YAML.convertValue(
                                topic.at("/spec/config"),
                                YAML.getTypeFactory().constructMapType(HashMap.class, String.class, String.class))));

        List<Topics> wanted =
                Topics.of(new TopicNames("dyff.workflows.events", "dyff.workflows.state"), Topics.PARTITIONS);
        assertThat(made).hasSameSizeAs(wanted);
        for (Topics topic : wanted) {
            Map<String, String> config = new HashMap<>(topic.config());
            config.put("min.insync.replicas", "2");
            assertThat(made.get(topic.name())).as(topic.name()).isEqualTo(config);
        }
        assertThat(objects(DEPLOY.resolve("components/strimzi/topics.yaml"))
                        .map(topic -> topic.at("/spec/partitions").asInt()))
                .containsExactly(wanted.stream().map(Topics::partitions).toArray(Integer[]::new));
    }

    @Test
    void shouldLetEachUserOfKafkaIntoItsOwnGroupOnly() throws Exception {
        Map<String, List<String>> groups = objects(DEPLOY.resolve("components/strimzi/users.yaml"))
                .collect(Collectors.toMap(
                        user -> user.at("/metadata/name").asText(),
                        user -> elements(user.at("/spec/authorization/acls"))
                                .filter(acl -> acl.at("/resource/type").asText().equals("group"))
                                .map(acl -> acl.at("/resource/name").asText())
                                .toList()));

        assertThat(groups)
                .containsOnly(
                        Map.entry("dyff-api", List.of()),
                        Map.entry("dyff-informer", List.of()),
                        Map.entry("dyff-aggregator", List.of("dyff.aggregate-entity")),
                        Map.entry("dyff-sink", List.of("dyff." + StateConsumer.SINK.id())),
                        Map.entry("dyff-orchestrator", List.of("dyff." + StateConsumer.ORCHESTRATE.id())));
    }

    @Test
    void shouldSayOfEachSecretAndKeyWhatItIsFor() throws Exception {
        String readme = Files.readString(DEPLOY.resolve("README.md"));

        workloads()
                .flatMap(workload -> workload.findValues("secretKeyRef").stream())
                .forEach(secret -> assertThat(readme)
                        .contains(
                                "`" + secret.get("name").asText() + "`",
                                "`" + secret.get("key").asText() + "`"));
        workloads()
                .flatMap(workload -> workload.findValues("secretRef").stream())
                .forEach(secret ->
                        assertThat(readme).contains("`" + secret.get("name").asText() + "`"));
    }

    private static boolean isRead(String variable, Set<String> read) {
        String setting = variable.startsWith("DYFF_")
                ? DyffEnvironment.propertyOf(variable)
                : variable.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
        if (setting.startsWith(Broker.SETTINGS)) {
            String name = setting.substring(Broker.SETTINGS.length()).replace('-', '.');
            Map<String, String> config = new HashMap<>(Map.of("bootstrap-servers", "a:1"));
            config.put(name.replace('.', '-'), "x");
            return AdminClientConfig.configNames().contains(name)
                    && new Broker(config).client().containsKey(name);
        }
        return read.contains(setting);
    }

    /** Of the operator, of which its own test knows, and of the JVM none. */
    private static Set<String> settingsOfManifests() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files()) {
            SETTING.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(names::add);
        }
        names.removeIf(name -> name.startsWith("DYFF_OPERATOR__")
                || name.equals("DYFF_LOGGING__FORMAT")
                || name.equals("JAVA_TOOL_OPTIONS"));
        return names;
    }

    /** Everything that the application reads: by its records, by name in code and routes, or with a default in its file. */
    private static Set<String> settings() throws Exception {
        Set<String> settings = new TreeSet<>();
        flatten("", read(Path.of("src/main/resources/application.yaml")), settings);
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("io.dyff.routes")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            Arrays.stream(type.getRecordComponents())
                    .map(part -> ConfigurationPropertyName.adapt(kebab(part.getName()), '.'))
                    .forEach(part -> settings.add(prefix + "." + part));
        }
        for (Path room : List.of(Path.of("src/main/java"), Path.of("../kamelets"), Path.of("."))) {
            try (Stream<Path> sources = Files.walk(room, room.toString().equals(".") ? 1 : Integer.MAX_VALUE)) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    READ.matcher(Files.readString(source))
                            .results()
                            .map(MatchResult::group)
                            .map(text -> text.substring(1, text.length() - 1))
                            .forEach(settings::add);
                }
            }
        }
        return settings;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static void flatten(String prefix, JsonNode node, Set<String> into) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> flatten(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(), field.getValue(), into));
        } else {
            into.add(prefix);
        }
    }

    /** Everything with a pod of ours, as it is written. */
    private static Stream<JsonNode> workloads() throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (Path file : files()) {
            if (file.toString().endsWith(".yaml")) {
                objects(file)
                        .filter(one -> one.at("/spec/template/spec/containers").isArray())
                        .forEach(found::add);
            }
        }
        return found.stream();
    }

    private static Map<String, String> environment(JsonNode workload) {
        return elements(workload.at("/spec/template/spec/containers/0/env"))
                .filter(variable -> variable.has("value"))
                .collect(Collectors.toMap(
                        variable -> variable.get("name").asText(),
                        variable -> variable.get("value").asText()));
    }

    private static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String room : List.of("base", "components", "overlays")) {
            try (Stream<Path> files = Files.walk(DEPLOY.resolve(room))) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }

    private static JsonNode read(Path file) {
        return objects(file).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> objects(Path file) {
        try {
            return YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
