package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Ports;
import io.dyff.local.instance.Settings;
import io.dyff.local.supervise.ProcessSpec;
import io.dyff.node.process.ProcessIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes of an instance, as asked for. */
final class PlatformPlan {
    static final String INFRASTRUCTURE = "infrastructure";
    static final String OPERATOR = "operator";
    static final List<String> SERVICES = List.of("api", "aggregate", "sink", "orchestrate", "watch");

    /** A first start takes 10 to 20 s, and was seen to take 150 s on a machine with thirty other processes at work. */
    private static final Duration BOUND = Duration.ofMinutes(5);

    private final DataFolder folder;
    private final Project project;
    private final UpOptions options;
    private final Settings settings;
    private final PlatformEnvironment environment;
    private final JavaProgram java;

    PlatformPlan(DataFolder folder, Project project, UpOptions options) {
        this.folder = folder;
        this.project = project;
        this.options = options;
        this.settings = folder.settings();
        this.environment = new PlatformEnvironment(folder);
        this.java = new JavaProgram(project, folder.file("run"));
    }

    ProcessSpec infrastructure() {
        List<String> arguments = new ArrayList<>(List.of(
                "--data", folder.path().toString(),
                "--supervisor-pid", Long.toString(ProcessIdentity.self().pid())));
        if (options.onlyOperator()) {
            arguments.add("--only-operator");
        }
        if (settings.kubernetes() != null) {
            arguments.addAll(List.of("--kubernetes", settings.kubernetes().name()));
        }
        List<String> command = new ArrayList<>(
                java.command(INFRASTRUCTURE, Module.LOCAL, "io.dyff.local.infra.InfraMain", "256m", arguments));
        command.addAll(1, project.properties());
        command.add(1, "-Ddyff.log.level=info");
        return spec(INFRASTRUCTURE, 0, command, Map.of("MALLOC_ARENA_MAX", "2"), Ports.INFRASTRUCTURE, "/health");
    }

    /** The services, in one process or in one each. */
    List<ProcessSpec> services() {
        return options.separate() ? SERVICES.stream().map(this::service).toList() : List.of(routes());
    }

    private ProcessSpec routes() {
        return services("routes", String.join(",", SERVICES), Ports.API, "320m");
    }

    private ProcessSpec service(String name) {
        return services(name, name, name, "192m");
    }

    private ProcessSpec services(String name, String list, String portName, String heap) {
        List<String> command = java.command(name, Module.ROUTES, "io.dyff.routes.Host", heap, List.of());
        return spec(name, 1, command, environment.services(list, portName), portName, "/actuator/health/readiness");
    }

    ProcessSpec operator() {
        List<String> command =
                java.command(OPERATOR, Module.OPERATOR, "io.dyff.operator.controller.OperatorMain", "128m", List.of());
        return spec(OPERATOR, 1, command, environment.operator(), Ports.OPERATOR, "/health/ready");
    }

    /**
     * A process a second time, beside the first: with a name, a port and a store of its own.
     *
     * @param name of the first
     */
    ProcessSpec second(String name, int port) {
        ProcessSpec first = Stream.concat(Stream.of(operator()), services().stream())
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> LocalException.failed("no process " + name + " that could run twice"));
        String second = name + "-2";
        Map<String, String> env = new HashMap<>(first.environment());
        env.put("SERVER_PORT", Integer.toString(port));
        env.put("DYFF_OPERATOR__HEALTH__ADDRESS", "127.0.0.1:" + port);
        env.put("DYFF_KAFKA__STREAMS__STATE_DIR", folder.file("streams-2").toString());
        env.put("DYFF_KAFKA__STREAMS__INSTANCE_ID", second);
        URI health = URI.create("http://127.0.0.1:" + port + first.health().getPath());
        return new ProcessSpec(second, 1, first.command(), env, folder.log(second), health, BOUND);
    }

    /** The administration command of the services, on this instance. */
    List<String> administration(List<String> arguments) {
        return java.command("admin", Module.ROUTES, "io.dyff.routes.admin.AdminMain", "128m", arguments);
    }

    private ProcessSpec spec(
            String name, int stage, List<String> command, Map<String, String> env, String portName, String healthPath) {
        Path log = folder.log(name);
        URI health = URI.create("http://127.0.0.1:" + settings.port(portName) + healthPath);
        return new ProcessSpec(name, stage, command, env, log, health, BOUND);
    }
}
