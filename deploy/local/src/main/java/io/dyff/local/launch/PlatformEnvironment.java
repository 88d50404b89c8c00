package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.Settings;
import io.dyff.parts.Database;
import io.fabric8.kubernetes.client.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configuration of each process of an instance, as environment; the only way in which secrets reach a process. */
public final class PlatformEnvironment {
    static final List<String> AREAS =
            List.of("datasets", "models", "modules", "outputs", "measurements", "safetycases", "reports");

    /** In which reports run; its name and digest stand in the mapping file. */
    private static final String RUN_REPORT =
            "dyff/workflows/run-report@sha256:36b524c0f253014afe5b2f85931179e1fbfc7f540cfe5b47306718f1ff2ccf8b";

    private final DataFolder folder;
    private final Settings settings;

    public PlatformEnvironment(DataFolder folder) {
        this.folder = folder;
        this.settings = folder.settings();
    }

    /** Of the administration of the services: it owns the database. */
    Map<String, String> administration() {
        Map<String, String> env = services();
        for (DatabaseRole role : DatabaseRole.values()) {
            Map.Entry<String, String> setting = role.setting(databasePassword());
            env.put(setting.getKey(), setting.getValue());
        }
        return env;
    }

    /** Of the services, of whichever process runs them, and of their administration. */
    public Map<String, String> services() {
        Map<String, String> env = common();
        env.put("DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS", loopback(Ports.BROKER));
        env.put("DYFF_KAFKA__TOPICS__WORKFLOWS_EVENTS", "dyff.workflows.events");
        env.put("DYFF_KAFKA__TOPICS__WORKFLOWS_STATE", "dyff.workflows.state");
        env.put("DYFF_KAFKA__STREAMS__STATE_DIR", folder.file("streams").toString());
        env.put("DYFF_KAFKA__STREAMS__INSTANCE_ID", "local");
        env.put("DYFF_DATABASE__URL", databaseUrl());
        env.put("DYFF_DATABASE__USER", "postgres");
        env.put("DYFF_DATABASE__PASSWORD", databasePassword());
        env.put("DYFF_API__AUTH__API_KEY_SIGNING_SECRET", settings.secret("apiKeySigning"));
        env.put("DYFF_API__PUBLIC_URL", "http://" + loopback(Ports.API));
        // The account of the local token is for trying things out.
        env.put("DYFF_API__UNLIMITED_SUBMITTERS", Preparation.ACCOUNT);
        // One user on one machine slows down nobody else.
        env.put("DYFF_API__RATE__PER_SECOND", "0");
        env.put("DYFF_INFERENCE__PROXY", "http://" + loopback(Ports.PROXY));
        env.put("SERVER_ADDRESS", "127.0.0.1");
        // A service has 30 s for everything.
        env.put("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "5");
        env.put("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "3s");
        env.putAll(storage());
        return env;
    }

    /** Of one process that runs some of the services. */
    Map<String, String> services(String list, String portName) {
        Map<String, String> env = services();
        env.remove("DYFF_DATABASE__USER");
        env.remove("DYFF_DATABASE__PASSWORD");
        DatabaseRole.of(list).ifPresent(role -> env.putAll(role.environment(databasePassword())));
        env.put("DYFF_SERVICES", list);
        env.put("DYFF_OVERRIDES", folder.overrides().toString());
        env.put("SERVER_PORT", Integer.toString(settings.port(portName)));
        return env;
    }

    Map<String, String> operator() {
        Map<String, String> env = common();
        env.put("DYFF_OPERATOR__IMAGES__EVALUATION_CLIENT", "dyff/workflows/evaluation-client:local");
        env.put("DYFF_OPERATOR__IMAGES__VERIFY_EVALUATION_OUTPUT", "dyff/workflows/verify-evaluation-output:local");
        env.put("DYFF_OPERATOR__IMAGES__FETCH_ANALYSIS", "dyff/workflows/fetch-analysis:local");
        env.put("DYFF_OPERATOR__IMAGES__PUBLISH_ANALYSIS", "dyff/workflows/publish-analysis:local");
        env.put("DYFF_OPERATOR__IMAGES__FETCH_MODEL", "dyff/workflows/fetch-model:local");
        env.put("DYFF_OPERATOR__IMAGES__CHECK_DATASET", "dyff/workflows/check-dataset:local");
        env.put("DYFF_OPERATOR__IMAGES__RUN_REPORT", RUN_REPORT);
        env.put("DYFF_OPERATOR__STORAGE_SECRET", "dyff-storage");
        env.put("DYFF_OPERATOR__HEALTH__ADDRESS", loopback(Ports.OPERATOR));
        return env;
    }

    /** What a step container needs to reach the object store; the keys of the Secret {@code dyff-storage}. */
    public Map<String, String> storage() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("DYFF_STORAGE__S3__ENDPOINT", "http://" + loopback(Ports.OBJECTS));
        env.put("DYFF_STORAGE__S3__ACCESS_KEY", settings.secret("objectsAccessKey"));
        env.put("DYFF_STORAGE__S3__SECRET_KEY", settings.secret("objectsSecretKey"));
        env.put("DYFF_STORAGE__S3__REGION", "us-east-1");
        for (String area : AREAS) {
            env.put(
                    "DYFF_RESOURCES__" + area.toUpperCase(java.util.Locale.ROOT) + "__STORAGE__URL",
                    "s3://dyff/" + area);
        }
        return env;
    }

    public String databaseUrl() {
        return "jdbc:postgresql://" + loopback(Ports.DATABASE) + "/postgres";
    }

    public String databasePassword() {
        return Database.password(folder.file("database"));
    }

    public String loopback(String portName) {
        return "127.0.0.1:" + settings.port(portName);
    }

    /** Of the API, as clients want it. */
    public String endpoint() {
        return "http://" + loopback(Ports.API) + "/v0";
    }

    /** Where the custom resources of this instance are, and their pods. */
    public String namespace() {
        if (settings.kubernetes() != Kubernetes.given) {
            return "default";
        }
        String named = Config.fromKubeconfig(folder.kubeconfig().toFile()).getNamespace();
        return named == null ? "default" : named;
    }

    private Map<String, String> common() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("DYFF_KUBERNETES__WORKFLOWS_NAMESPACE", namespace());
        env.put("KUBECONFIG", folder.kubeconfig().toString());
        env.put("MALLOC_ARENA_MAX", "2");
        return env;
    }
}
