package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.bench.live.Edit.Numbered;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Edits of a running platform's files, good and bad ones in turn, while a steady load runs; and what came of it. */
public final class LiveRun {
    private static final String SCENARIO = "live";
    private static final long LIMIT_MILLIS = 2_000;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Project project;
    private final DataFolder instance;
    private final Clients clients;
    private final Duration patience;
    private final Consumer<String> say;
    private final EditTable table = EditTable.read();
    private final EditedFolder folder;
    private final Samples serving = new Samples();
    private final Samples refusing = new Samples();
    private final List<String> late = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** How the clients create. */
    public enum Clients {
        /** They wait until what they create is visible, as clients do; a busy machine may refuse them for a moment. */
        WAITING,
        /** They are answered at once, and look for themselves. */
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
        this.say = say;
        this.folder = new EditedFolder(instance.overrides());
    }

    /**
     * Makes so many good edits and as many bad ones.
     *
     * @throws LocalException when the platform does not do what a run needs before its first edit
     */
    public LiveReport run(int edits) throws InterruptedException, IOException {
        new ExampleEntities(instance, project).ensure();
        Files.writeString(instance.file("run").resolve("images.yaml"), Works.STEPS);
        Examples examples = Objects.requireNonNull(instance.settings().examples());
        try (ApiClient api = new ApiClient(
                        new PlatformEnvironment(instance).endpoint(),
                        instance.settings().token());
                Ledger ledger = new Ledger(instance);
                RoutesReports services = new RoutesReports(instance)) {
            Works works = new Works(api, new Materials(project, api, new Deadline(patience)).evaluation(examples));
            Editing editing = new Editing(api, ledger, services, works, examples);
            SteadyLoad load = new SteadyLoad(api, clients, dataset(), examples.dataset(), examples.model(), patience);
            try (load) {
                for (int number = 1; number <= edits; number++) {
                    editing.good(table.good(number).numbered(number, this::shipped));
                    editing.bad(table.bad(number).numbered(number, this::shipped));
                }
            }
            List<String> stuck = works.awaitComplete(patience);
            stuck.forEach(this::fault);
            load.failures().forEach(this::fault);
            checkCounts(services, edits);
            List<String> accepted = new ArrayList<>(load.accepted());
            accepted.addAll(works.started());
            accepted.addAll(editing.created);
            return report(edits, load, works, stuck, accepted.size(), ledger.balance(accepted));
        }
    }

    private LiveReport report(
            int edits, SteadyLoad load, Works works, List<String> stuck, int accepted, Ledger.Balance balance) {
        balance.lost().forEach(this::fault);
        balance.doubled().forEach(this::fault);
        if (balance.deadLetters() != 0) {
            fault(balance.deadLetters() + " dead letters");
        }
        List<Figure> figures = List.of(
                figure("requests", "", load.requests(), ""),
                figure("failed", "", load.failures().size(), "0"),
                figure("requests, p99", "ms", load.times().at(0.99), ""),
                figure("requests, longest", "ms", load.times().at(1), ""),
                figure("good edits", "", edits, ""),
                figure("serving after, p50", "ms", serving.count() == 0 ? 0 : serving.at(0.5), ""),
                figure("serving after, p99", "ms", serving.count() == 0 ? 0 : serving.at(0.99), ""),
                figure("serving after, longest", "ms", serving.count() == 0 ? 0 : serving.at(1), "≤ " + LIMIT_MILLIS),
                figure("not serving in time", "of " + edits, edits - inTime, "0"),
                figure("bad edits refused and named", "of " + edits, refusing.count(), Integer.toString(edits)),
                figure("refused after, p50", "ms", refusing.count() == 0 ? 0 : refusing.at(0.5), ""),
                figure("entities accepted", "", accepted, ""),
                figure("lost", "", balance.lost().size(), "0"),
                figure("doubled", "", balance.doubled().size(), "0"),
                figure("dead letters", "", balance.deadLetters(), "0"),
                figure("evaluations not Complete", "of " + works.started().size(), stuck.size(), "0"));
        return new LiveReport(figures, List.copyOf(late), List.copyOf(faults));
    }

    private int inTime;

    private static Figure figure(String name, String unit, double value, String target) {
        return Figure.of(SCENARIO, name, unit, value, target);
    }

    /** What the services themselves have counted. */
    private void checkCounts(RoutesReports services, int edits) throws InterruptedException {
        for (var report : services.all().entrySet()) {
            int generation = report.getValue().path("generation").asInt();
            if (generation != edits + 1) {
                fault(report.getKey() + " serves generation " + generation + " after " + edits + " good edits");
            }
        }
    }

    private JsonNode dataset() throws IOException {
        ObjectNode request = (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper()
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

    private void fault(String sentence) {
        faults.add(sentence);
        say.accept(sentence);
    }

    /** One edit after the other, each until it serves or is refused. */
    private final class Editing {
        private final ApiClient api;
        private final Ledger ledger;
        private final RoutesReports services;
        private final Works works;
        private final Examples examples;
        private final List<String> created = new ArrayList<>();

        Editing(ApiClient api, Ledger ledger, RoutesReports services, Works works, Examples examples) {
            this.api = api;
            this.ledger = ledger;
            this.services = services;
            this.works = works;
            this.examples = examples;
        }

        void good(Numbered one) throws InterruptedException {
            if (one.edit().work()) {
                works.start(patience);
            }
            Instant since = Instant.now();
            long begin = System.nanoTime();
            folder.write(folder.with(one.texts()), one.isMounted());
            try {
                List<String> refused = services.await(folder.texts(), since, patience);
                if (!refused.isEmpty()) {
                    fault(one + " is refused: " + refused);
                    return;
                }
                if (one.answer().isPresent()) {
                    awaitAnswer(one, one.answer().get());
                }
                served(one, System.nanoTime() - begin);
                if (one.event().isPresent()) {
                    checkEvent(one, one.event().get());
                }
            } catch (LocalException e) {
                fault(one + ": " + e.sentence());
            }
        }

        private void served(Numbered one, long nanos) {
            serving.add(nanos);
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
            if (millis <= LIMIT_MILLIS) {
                inTime++;
            } else {
                late.add(one + " served after " + millis + " ms");
                say.accept(late.getLast());
            }
        }

        private void awaitAnswer(Numbered one, Edit.Answer wanted) throws InterruptedException {
            String path = wanted.path().replace("{dataset}", examples.dataset()).replace("{model}", examples.model());
            new Deadline(patience)
                    .await(
                            one + " showing in GET " + path,
                            LOOK,
                            () -> Optional.of(
                                            api.get(path).body().at(wanted.at()).asText())
                                    .filter(wanted.value()::equals));
        }

        private void checkEvent(Numbered one, Edit.Event wanted) throws InterruptedException, LocalException {
            String id = api.create("datasets", datasetRequest()).path("id").asText();
            created.add(id);
            String header = new Deadline(patience)
                    .await("the event of " + id, LOOK, () -> ledger.headerOfFirstEvent(id, wanted.header()));
            if (!header.equals(wanted.value())) {
                fault(one + ": the next event's " + wanted.header() + " is " + header);
            }
        }

        private JsonNode datasetRequest() {
            try {
                return dataset();
            } catch (IOException e) {
                throw LocalException.failed("the example request of a dataset cannot be read: " + e.getMessage());
            }
        }

        /** What serves must not change, and the folder holds it again afterwards. */
        void bad(Numbered one) throws InterruptedException {
            var before = folder.texts();
            Instant since = Instant.now();
            long begin = System.nanoTime();
            folder.write(folder.with(one.texts()), one.isMounted());
            try {
                List<String> refused = services.await(folder.texts(), since, patience);
                String named = one.edit().named(LiveRun.this::shipped);
                if (refused.isEmpty()) {
                    fault("bad " + one + " serves");
                } else if (refused.stream().noneMatch(r -> r.startsWith(named) && r.contains(one.reason()))) {
                    fault("bad " + one + " is refused, but not as '" + named + "… " + one.reason() + "': " + refused);
                } else {
                    refusing.add(System.nanoTime() - begin);
                }
            } catch (LocalException e) {
                fault("bad " + one + ": " + e.sentence());
            } finally {
                folder.write(before, one.isMounted());
            }
        }
    }
}
