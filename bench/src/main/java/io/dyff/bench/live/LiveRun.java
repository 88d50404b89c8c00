package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.scenario.FakeSteps;
import io.dyff.bench.scenario.Figure;
import io.dyff.bench.scenario.Samples;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.client.ExampleEntities;
import io.dyff.local.client.Materials;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import io.dyff.local.routes.RoutesReports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Edits of a running platform's files, good and bad ones in turn, while a steady load runs; and what came of it. */
public final class LiveRun {
    private static final String SCENARIO = "live";

    private final Project project;
    private final DataFolder instance;
    private final Clients clients;
    private final Duration patience;
    private final Findings findings;
    private final EditTable table = EditTable.read();

    /** How the clients create. */
    public enum Clients {
        /** They wait until what they create is visible, as clients do; a busy machine may refuse them for a moment. */
        WAITING,
        /** They are answered at once, look for themselves, and ask again when nothing was written for the moment. */
        PATIENT
    }

    /**
     * @param instance that runs, with no overrides yet
     * @param patience for each thing that is waited for
     * @param say is told of each fault as it comes
     */
    public LiveRun(Project project, DataFolder instance, Clients clients, Duration patience, Consumer<String> say) {
        this.project = project;
        this.instance = instance;
        this.clients = clients;
        this.patience = patience;
        this.findings = new Findings(say);
    }

    /**
     * Makes so many good edits and as many bad ones.
     *
     * @throws LocalException when the platform does not do what a run needs before its first edit
     */
    public LiveReport run(int edits) throws InterruptedException, IOException {
        new ExampleEntities(instance, project).ensure();
        Files.writeString(instance.file("run").resolve("images.yaml"), FakeSteps.IMAGES);
        Examples examples = Objects.requireNonNull(instance.settings().examples());
        try (ApiClient api = new ApiClient(
                        new PlatformEnvironment(instance).endpoint(),
                        instance.settings().token());
                Ledger ledger = new Ledger(instance);
                RoutesReports services = new RoutesReports(instance)) {
            PatientCreates creates = new PatientCreates(api, patience);
            Works works =
                    new Works(api, creates, new Materials(project, api, new Deadline(patience)).evaluation(examples));
            Editing editing = new Editing(
                    new EditedFolder(instance.overrides()),
                    new Editing.Platform(api, creates, ledger, services, works, dataset(), examples, this::shipped),
                    findings,
                    patience);
            SteadyLoad.Create create = clients == Clients.PATIENT ? creates::post : api::post;
            SteadyLoad load =
                    new SteadyLoad(api, create, dataset(), List.of(examples.dataset(), examples.model()), patience);
            try (load) {
                for (int number = 1; number <= edits; number++) {
                    editing.good(table.good(number).numbered(number, this::shipped));
                    editing.bad(table.bad(number).numbered(number, this::shipped));
                }
            }
            load.failures().forEach(findings::fault);
            List<String> stuck = works.awaitComplete(patience);
            stuck.forEach(findings::fault);
            checkGenerations(services, edits);
            List<String> accepted = new ArrayList<>(load.accepted());
            accepted.addAll(works.started());
            accepted.addAll(editing.created());
            Ledger.Balance balance = ledger.balance(accepted);
            balance.sentences().forEach(findings::fault);
            List<Figure> figures = new ArrayList<>(figures(load, creates));
            figures.addAll(figures(edits));
            figures.addAll(figures(accepted.size(), balance));
            figures.add(
                    figure("evaluations not Complete", "of " + works.started().size(), stuck.size(), "0"));
            return new LiveReport(List.copyOf(figures), findings.late(), findings.faults());
        }
    }

    private static List<Figure> figures(SteadyLoad load, PatientCreates creates) {
        return List.of(
                figure("requests", "", load.requests(), ""),
                figure("failed", "", load.failures().size(), "0"),
                figure("creates put off", "", creates.refused(), ""),
                figure("requests, p99", "ms", load.times().at(0.99), ""),
                figure("requests, longest", "ms", load.times().at(1), ""));
    }

    private List<Figure> figures(int edits) {
        Samples serving = findings.serving();
        Samples refusing = findings.refusing();
        return List.of(
                figure("serving after, p50", "ms", at(serving, 0.5), ""),
                figure("serving after, p99", "ms", at(serving, 0.99), ""),
                figure("serving after, longest", "ms", at(serving, 1), "≤ " + Findings.LIMIT_MILLIS),
                figure(
                        "good edits serving in time",
                        "of " + edits,
                        serving.count() - findings.late().size(),
                        Integer.toString(edits)),
                figure("bad edits refused and named", "of " + edits, refusing.count(), Integer.toString(edits)),
                figure("refused after, p50", "ms", at(refusing, 0.5), ""));
    }

    private static List<Figure> figures(int accepted, Ledger.Balance balance) {
        return List.of(
                figure("entities accepted", "", accepted, ""),
                figure("lost", "", balance.lost().size(), "0"),
                figure("doubled", "", balance.doubled().size(), "0"),
                figure("dead letters", "", balance.deadLetters(), "0"));
    }

    private static double at(Samples samples, double quantile) {
        return samples.count() == 0 ? 0 : samples.at(quantile);
    }

    private static Figure figure(String name, String unit, double value, String target) {
        return Figure.of(SCENARIO, name, unit, value, target);
    }

    /** A generation for each good edit, and none for a bad one. */
    private void checkGenerations(RoutesReports services, int edits) throws InterruptedException {
        services.all().forEach((process, report) -> {
            int generation = report.path("generation").asInt();
            if (generation != edits + 1) {
                findings.fault(process + " serves generation " + generation + " after " + edits + " good edits");
            }
        });
    }

    private JsonNode dataset() throws IOException {
        ObjectNode request = (ObjectNode) new ObjectMapper()
                .readTree(
                        project.file("deploy/local/data/requests/dataset.json").toFile());
        request.putArray("artifacts")
                .addObject()
                .put("kind", "parquet")
                .put("path", "part-0.parquet")
                .putObject("digest")
                .put("md5", "XUFAKrxLKna5cZ2REBfFkg==");
        return request;
    }

    private String shipped(String file) {
        return project.shipped(file)
                .orElseThrow(() -> new IllegalArgumentException("edits.yaml: there is no " + file + " to edit"));
    }
}
