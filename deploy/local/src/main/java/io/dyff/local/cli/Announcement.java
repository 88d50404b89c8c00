package io.dyff.local.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.launch.Project;
import java.util.LinkedHashMap;
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

    static Announcement of(DataFolder folder, Project project) {
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

    String text() {
        return "kubeconfig " + kubeconfig;
    }
}
