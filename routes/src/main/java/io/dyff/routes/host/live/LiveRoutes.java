package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RefusedException;
import io.dyff.routes.host.rules.RouteSet;
import io.dyff.routes.kind.operation.ContractFollower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/**
 * The routes that serve, and their change: files are taken together or not at all. The services that a change touches get
 * a new generation of routes beside the one that serves; it is made and its steps are started, and only when all of it
 * stands, sources move over, and requests last. What fails before that is refused and leaves nothing.
 */
public final class LiveRoutes {
    /** Whoever asks for health or metrics does not wait for a change. */
    private final Map<Service, RouteGeneration> serving = new ConcurrentHashMap<>();

    private final Set<Service> services;
    private final Overrides accepted;
    private final CamelContext shared;
    private final FileRules rules;
    private final ContractDocuments documents;
    private final List<ContractFollower> followers;
    private final Function<String, Optional<Class<?>>> beanTypes;
    private final Optional<StatementCheck> statements;
    private final Swap swap;
    private final Journal journal;
    private final Instant start;
    private volatile Taken taken;

    /**
     * Overrides that serve.
     *
     * @param generation counts accepted changes, from 1
     */
    record Taken(int generation, Overrides overrides) {}

    /**
     * @param services that run here
     * @param accepted what serves; it changes with each accepted change
     * @param followers are told once other documents of the contract are accepted
     * @param beanTypes the type of a bean of that name, if there is one
     * @param statements absent where no service runs that uses the database: others judge them
     */
    LiveRoutes(
            Set<Service> services,
            Overrides accepted,
            CamelContext shared,
            FileRules rules,
            ContractDocuments documents,
            List<ContractFollower> followers,
            Function<String, Optional<Class<?>>> beanTypes,
            Optional<StatementCheck> statements,
            Swap swap,
            Journal journal) {
        this.services = services;
        this.accepted = accepted;
        this.shared = shared;
        this.rules = rules;
        this.documents = documents;
        this.followers = followers;
        this.beanTypes = beanTypes;
        this.statements = statements;
        this.swap = swap;
        this.journal = journal;
        this.start = journal.now();
        this.taken = new Taken(1, Overrides.of(accepted.texts()));
    }

    /**
     * Takes these texts as they are together, or refuses them.
     *
     * @return false when it could not be decided, and is to be tried again
     */
    synchronized boolean take(Map<String, String> texts) {
        Instant since = journal.now();
        Set<String> changed = changed(accepted.texts(), texts);
        if (changed.isEmpty()) {
            journal.withdrawn(since, generation());
            return true;
        }
        try {
            apply(changed, Overrides.of(texts), since);
            journal.applied(since, generation(), changed);
            return true;
        } catch (RefusedException e) {
            journal.refused(since, generation(), changed, e.refusals());
            return true;
        } catch (UnansweredException e) {
            List<Refusal> refusals = changed.stream()
                    .map(file -> new Refusal(file, 0, String.valueOf(e.getMessage())))
                    .toList();
            if (!journal.standing().equals(refusals)) {
                journal.refused(since, generation(), changed, refusals);
            }
            return false;
        }
    }

    private void apply(Set<String> changed, Overrides next, Instant now) {
        List<RouteGeneration> made = swap.make(check(changed, next).stream()
                .map(files -> new Candidate(files, documents.operations(next), generation() + 1, now, changed))
                .toList());
        try {
            move(made, next);
        } catch (RuntimeException e) {
            made.forEach(swap::end);
            throw e;
        }
        if (changed.stream().anyMatch(DataFiles::isOfContract)) {
            followers.forEach(follower -> follower.follow(documents.operations(next)));
        }
        made.forEach(each -> serving.put(each.service(), each));
        taken = new Taken(taken.generation() + 1, next);
    }

    private void move(List<RouteGeneration> made, Overrides next) {
        Map<String, String> before = accepted.texts();
        // What starts now may read its statements at once.
        accepted.accept(next.texts());
        try {
            swap.move(made, this::of);
        } catch (RuntimeException e) {
            accepted.accept(before);
            throw e;
        }
    }

    /** Answers the files of the services that the change touches. */
    private List<ServiceFiles> check(Set<String> changed, Overrides next) {
        List<Refusal> refusals = new ArrayList<>();
        changed.forEach(file -> FileKind.refusal(file).ifPresent(refusals::add));
        refusals.addAll(rules.checkFiles(changed, next));
        refusals.addAll(documents.check(changed, next));
        refuseIfAny(refusals);
        List<ServiceFiles> touched = touched(changed, next);
        for (ServiceFiles files : touched) {
            refusals.addAll(rules.checkService(files, documents.operations(next)));
            refusals.addAll(strangers(files.routes()));
        }
        refusals.addAll(refusalsOfOthers(changed, next));
        for (String file : changed) {
            if (FileKind.isStatement(file)) {
                statements
                        .flatMap(judge ->
                                next.text(file).flatMap(text -> judge.check(file, text, StatementCheck.shipped(file))))
                        .ifPresent(refusals::add);
            }
        }
        refuseIfAny(refusals);
        return touched;
    }

    /** Services that run elsewhere take the same files: what they are bound to refuse is refused here, too. */
    private List<Refusal> refusalsOfOthers(Set<String> changed, Overrides next) {
        return Stream.of(Service.values())
                .filter(service -> !services.contains(service))
                .map(service -> new ServiceFiles(service, next))
                .filter(files -> !Collections.disjoint(files.all(), changed))
                .flatMap(files -> rules.checkService(files, documents.operations(next)).stream())
                .toList();
    }

    private static void refuseIfAny(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals.stream().distinct().toList());
        }
    }

    /** Beans of libraries can do anything; only the platform's own are made for routes. */
    private List<Refusal> strangers(RouteSet routes) {
        List<Refusal> refusals = new ArrayList<>();
        for (RouteSet.BeanUse use : routes.beans()) {
            Optional<Class<?>> type = beanTypes.apply(use.bean());
            if (type.isEmpty()) {
                refusals.add(use.refuse("does not exist"));
            } else if (!type.get().getName().startsWith("io.dyff.routes.")) {
                refusals.add(use.refuse("is not one of the platform's own"));
            }
        }
        return refusals;
    }

    /** The services whose routes are made of a changed file, before or after. */
    private List<ServiceFiles> touched(Set<String> changed, Overrides next) {
        List<ServiceFiles> touched = new ArrayList<>();
        for (Service service : services) {
            ServiceFiles after = new ServiceFiles(service, next);
            Set<String> files = new HashSet<>(of(service).made().files().all());
            files.addAll(after.all());
            if (!Collections.disjoint(files, changed)) {
                touched.add(after);
            }
        }
        return touched;
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(file -> Objects.equals(before.get(file), after.get(file)));
        return changed;
    }

    /** The generation of a service that serves. */
    RouteGeneration of(Service service) {
        return serving.computeIfAbsent(
                service,
                one -> RouteGeneration.first(
                        new Candidate(
                                new ServiceFiles(one, accepted), documents.operations(accepted), 1, start, Set.of()),
                        shared));
    }

    /**
     * Makes the routes of each service once and ends them: the first change need not wait until all that makes routes is
     * loaded.
     */
    synchronized void rehearse() {
        for (Service service : services) {
            Candidate serving = of(service).made();
            swap.make(List.of(new Candidate(serving.files(), serving.operations(), 0, start, Set.of())))
                    .forEach(swap::end);
        }
    }

    /** The routes that serve, of all services of this process. */
    public Stream<Route> routes() {
        return services.stream().map(this::of).map(RouteGeneration::routes).flatMap(Collection::stream);
    }

    int generation() {
        return taken.generation();
    }

    Set<Service> services() {
        return services;
    }

    /** What serves; not what is on its way. */
    Taken taken() {
        return taken;
    }

    /** Ends the generations that have a context of their own. */
    synchronized void close() {
        serving.values().stream().filter(RouteGeneration::ownsContext).forEach(swap::end);
    }
}
