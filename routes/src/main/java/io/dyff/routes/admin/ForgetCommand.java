package io.dyff.routes.admin;

import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.erase.Erasure;
import io.dyff.routes.erase.Leftovers;
import io.dyff.routes.erase.Traces;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Statuses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases an entity for good, and proves it. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description =
                "Erases a deleted entity for good: state, row, what was kept beside it, and its files; then says where"
                        + " anything is left. Exit code 3 while there is.",
        footer = {
            "",
            "Without --yes it only says what there is. Topics lose old records by themselves: events and dead letters",
            "after seven days, states when they are compacted. What other entities say of it is theirs and stays.",
            "Objects in a cluster go when the entity is deleted, and it is not forgotten before. All of them:",
            "kubectl get dyff,all -A -l dyff.io/id=ID"
        })
final class ForgetCommand implements Callable<Integer> {
    private static final int LEFT = 3;

    private final AdminContext context;

    @Parameters(paramLabel = "ID", description = "The entity")
    String id;

    @Option(names = "--yes", description = "Erase it; this cannot be undone")
    boolean yes;

    @Mixin
    Output output;

    ForgetCommand(AdminContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!EntityIds.isId(id)) {
            throw new AdminException("'" + id + "' is no id: it has 32 hexadecimal digits");
        }
        Erasure erasure = context.erasure();
        if (yes) {
            requireDeleted(erasure.stand(id));
            erasure.erase(id);
        }
        Traces traces = erasure.find(id);
        output.print(context.out(), text(erasure, traces), Json.mapper().valueToTree(traces));
        return traces.areGone() ? 0 : LEFT;
    }

    private void requireDeleted(Leftovers.Stand stand) {
        if (stand.isForgotten()) {
            return;
        }
        if (stand.status() == null) {
            throw new AdminException("there is no entity " + id);
        }
        if (!stand.status().equals(Statuses.DELETED)) {
            throw new AdminException("the entity is " + stand.status() + "; delete it first");
        }
        if (stand.isInCluster()) {
            throw new AdminException("what it has in the cluster is still being removed; try again");
        }
    }

    private String text(Erasure erasure, Traces traces) {
        List<String> lines = new ArrayList<>();
        String since = erasure.stand(id).forgottenAt();
        lines.add(id + (since == null ? " is not forgotten" : " is forgotten since " + since));
        traces.rows().forEach(place -> lines.add("table " + line(place)));
        traces.objects().forEach(url -> lines.add("object " + url));
        traces.records().forEach(place -> lines.add("topic " + line(place)));
        if (traces.areGone()) {
            lines.add("nothing of it is left");
        }
        return String.join("\n", lines);
    }

    private static String line(Traces.Place place) {
        return place.name() + ": " + place.own() + " of its own"
                + (place.others() == 0 ? "" : ", named by " + place.others() + " others");
    }
}
