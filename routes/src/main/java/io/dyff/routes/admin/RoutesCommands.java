package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.live.OfflineCheck;
import io.dyff.routes.host.live.StatementCheck;
import io.dyff.routes.host.live.UnansweredException;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.operation.Operations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks at routes, kamelets and statements that are to take the place of shipped ones. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Files that change the routes of running services.")
final class RoutesCommands {
    private final AdminContext context;

    RoutesCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Checks a folder of overrides by the rules of the services; exit code 1 and a line per mistake"
                            + " when they would be refused. Statements are checked when dyff.database.url is set and answers.")
    int check(@Parameters(paramLabel = "FOLDER") Path folder, @Mixin Output output) {
        Map<String, String> texts = Overrides.read(folder);
        Optional<StatementCheck> statements = context.settings()
                .optional("dyff.database.url")
                .map(url -> new StatementCheck(context.settings().dataSource()));
        boolean asked = statements.isPresent();
        List<Refusal> refusals;
        try {
            refusals = new OfflineCheck(Operations.standard(), statements).check(texts);
        } catch (UnansweredException e) {
            asked = false;
            refusals = new OfflineCheck(Operations.standard(), Optional.empty()).check(texts);
        }
        print(refusals, texts.size(), asked, output);
        return refusals.isEmpty() ? 0 : 1;
    }

    private void print(List<Refusal> refusals, int files, boolean asked, Output output) {
        ArrayNode all = Json.mapper().createArrayNode();
        refusals.forEach(refusal -> all.add(refusal.toString()));
        String text = refusals.isEmpty()
                ? files + " files keep the rules" + (asked ? "" : "; no database was there to read their statements")
                : refusals.stream().map(Refusal::toString).collect(Collectors.joining("\n"));
        output.print(
                context.out(),
                text,
                Json.object()
                        .put("files", files)
                        .put("statementsChecked", asked)
                        .set("refused", all));
    }
}
