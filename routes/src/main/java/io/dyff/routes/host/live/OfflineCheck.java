package io.dyff.routes.host.live;

import io.dyff.routes.host.OverlayResolver;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Checks overrides where no service runs: all of the house rules, the form of each step, and statements where it can. */
public final class OfflineCheck {
    private final FileRules rules = new FileRules();
    private final ContractDocuments documents;
    private final Optional<StatementCheck> statements;

    /** @param statements absent where there is no database */
    public OfflineCheck(Operations operations, Optional<StatementCheck> statements) {
        this.documents = new ContractDocuments(operations, Kinds.standard(), Overrides.none());
        this.statements = statements;
    }

    /**
     * Checks these texts as the overrides of all services.
     *
     * @param texts by file name
     * @return empty when they break no rule
     * @throws UnansweredException when the database cannot be asked
     */
    public List<Refusal> check(Map<String, String> texts) {
        Overrides overrides = Overrides.of(texts);
        List<Refusal> refusals = new ArrayList<>();
        texts.keySet().forEach(file -> FileKind.refusal(file).ifPresent(refusals::add));
        refusals.addAll(rules.checkFiles(texts.keySet(), overrides));
        refusals.addAll(documents.check(texts.keySet(), overrides));
        if (refusals.isEmpty()) {
            for (Service service : Service.values()) {
                refusals.addAll(
                        rules.checkService(new ServiceFiles(service, overrides), documents.operations(overrides)));
            }
            texts.keySet().forEach(file -> parse(file, overrides).ifPresent(refusals::add));
            texts.forEach((file, text) -> {
                if (FileKind.isStatement(file)) {
                    statements
                            .flatMap(check -> check.check(file, text, StatementCheck.shipped(file)))
                            .ifPresent(refusals::add);
                }
            });
        }
        return refusals.stream().distinct().toList();
    }

    /** Has Camel read a file without making its routes: steps have no options but their own. */
    private static Optional<Refusal> parse(String file, Overrides overrides) {
        if (!FileKind.isRoutes(file) && !FileKind.isKamelet(file)) {
            return Optional.empty();
        }
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            OverlayResolver resolver = new OverlayResolver(overrides);
            resolver.setCamelContext(camel);
            camel.getRegistry().bind("resource-loader-classpath", resolver);
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:dyff/" + file));
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(new Refusal(file, 0, FaultPlace.reason(e)));
        }
    }
}
