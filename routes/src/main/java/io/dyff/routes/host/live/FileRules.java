package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RouteRules;
import io.dyff.routes.host.rules.RouteSet;
import io.dyff.routes.host.rules.RouteSetRules;
import io.dyff.routes.kind.operation.Operations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The house rules over changed files: what can be said of them without running anything. */
final class FileRules {
    /** What a kamelet's own template begins or ends with. */
    private static final Set<String> KAMELET_END = Set.of("source.kamelet.yaml", "sink.kamelet.yaml");

    private static final Pattern COUNT = Pattern.compile("dyff/([a-z-]+\\.sql)\\?[^\"\\s]*parametersCount=(\\d+)");
    private final RouteRules rules = new RouteRules();
    private final Map<Service, RouteSet> shipped = new ConcurrentHashMap<>();

    /**
     * Checks files by themselves.
     *
     * @param names of the files to check; others than routes and kamelets are not looked at
     * @param overrides where they stand; those that do not are shipped
     */
    List<Refusal> checkFiles(Collection<String> names, Overrides overrides) {
        List<Refusal> refusals = new ArrayList<>();
        for (String file : names) {
            overrides
                    .text(file)
                    .filter(text -> FileKind.isRoutes(file) || FileKind.isKamelet(file))
                    .ifPresent(text -> refusals.addAll(rules.check(file, text)));
        }
        return refusals;
    }

    /** Which routes answer an operation: by its id, or by the name of its function. */
    private static Predicate<String> answers(Operations operations) {
        Set<String> ids = new HashSet<>();
        operations.routed().forEach(operation -> {
            ids.add(operation.id());
            ids.add("api-" + operation.function());
        });
        return ids::contains;
    }

    /** Checks what the files of a service are together. */
    List<Refusal> checkService(ServiceFiles files, Operations operations) {
        RouteSet before = shipped.computeIfAbsent(
                files.service(), service -> new ServiceFiles(service, Overrides.none()).routes());
        List<Refusal> refusals = new ArrayList<>(new RouteSetRules(before, answers(operations)).check(files.routes()));
        DataFiles texts = files.texts();
        for (String file : files.all()) {
            String text = texts.text(file);
            for (String named : RouteSet.dataNamedIn(text)) {
                if (!texts.has(named) && !KAMELET_END.contains(named)) {
                    refusals.add(new Refusal(file, 0, "it names " + named + ", which is not there"));
                }
            }
            checkCounts(file, text, texts, refusals);
        }
        return refusals;
    }

    /** Where a route says how many parameters a statement has, it says so rightly. */
    private static void checkCounts(String file, String text, DataFiles texts, List<Refusal> refusals) {
        Matcher use = COUNT.matcher(text);
        while (use.find()) {
            String statement = use.group(1);
            if (texts.has(statement)
                    && texts.text(statement).split(":#", -1).length != 1 + Integer.parseInt(use.group(2))) {
                refusals.add(new Refusal(
                        file,
                        (int) text.substring(0, use.start()).lines().count(),
                        "parametersCount=" + use.group(2) + " is not the number of parameters of " + statement));
            }
        }
    }
}
