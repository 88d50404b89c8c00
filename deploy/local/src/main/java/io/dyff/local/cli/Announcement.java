package io.dyff.local.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user needs to talk to a running instance.
 *
 * @param endpoint of the API, ending in {@code /v0}
 * @param pids by process name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Announcement(
        @Nullable String endpoint, @Nullable String token, String kubeconfig, String data, Map<String, Long> pids) {

    static Announcement of(DataFolder folder) {
        RunState state = folder.runState()
                .orElseThrow(() -> LocalException.failed(folder.path() + " has never run: start it with `dyff up`"));
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("supervisor", state.supervisor().pid());
        state.processes().forEach(child -> {
            if (child.process() != null) {
                pids.put(child.name(), child.process().pid());
            }
        });
        return new Announcement(
                state.endpoint(),
                state.endpoint() == null ? null : folder.settings().token(),
                folder.kubeconfig().toString(),
                folder.path().toString(),
                pids);
    }

    /**
     * The same for people, with lines to paste.
     *
     * @param examples what the curl line evaluates; null when the instance has none
     */
    String text(@Nullable Examples examples, Project project) {
        List<String> lines = new ArrayList<>();
        if (endpoint != null) {
            lines.add("endpoint    " + endpoint);
            lines.add("token       " + token);
        }
        lines.add("kubeconfig  " + kubeconfig);
        lines.add("data        " + data);
        if (endpoint == null) {
            lines.add("\nRun the example:");
            lines.add(
                    "  kubectl --kubeconfig " + kubeconfig + " apply -k " + project.file("deploy/examples/evaluation"));
        } else {
            lines.addAll(create(examples));
        }
        lines.add("\nWatch it:");
        lines.add("  kubectl --kubeconfig " + kubeconfig + " get evaluations,inferencesessions,jobs,deployments,pods");
        return String.join("\n", lines);
    }

    private List<String> create(@Nullable Examples examples) {
        String dataset = examples == null ? "DATASET" : examples.dataset();
        String service = examples == null ? "SERVICE" : examples.service();
        return List.of(
                "\nCreate an evaluation:",
                "  curl -sS " + endpoint + "/evaluations -H 'Authorization: Bearer " + token + "'"
                        + " -H 'Content-Type: application/json' -d '{\"account\":\"test\",\"dataset\":\"" + dataset
                        + "\",\"replications\":2,\"workersPerReplica\":4,\"inferenceSession\":{\"inferenceService\":\""
                        + service + "\"}}'",
                "\nFrom Python (pip install dyff-client):",
                "  DYFF_API_ENDPOINT=" + endpoint + " DYFF_API_TOKEN=" + token
                        + " python3 -c 'from dyff.client import Client; print(Client().evaluations.query())'");
    }
}
