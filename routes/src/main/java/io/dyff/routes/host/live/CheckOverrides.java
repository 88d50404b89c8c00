package io.dyff.routes.host.live;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.host.rules.RefusedException;
import io.dyff.routes.kind.operation.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;

/** Nothing starts with overrides that break the house rules: there are no former routes that could serve instead. */
final class CheckOverrides implements CamelContextConfiguration {
    private final Set<Service> services;
    private final FileRules rules;
    private final Overrides overrides;
    private final Operations operations;

    CheckOverrides(Set<Service> services, FileRules rules, Overrides overrides, Operations operations) {
        this.services = services;
        this.rules = rules;
        this.overrides = overrides;
        this.operations = operations;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        if (overrides.texts().isEmpty()) {
            return;
        }
        List<Refusal> refusals =
                new ArrayList<>(rules.checkFiles(overrides.texts().keySet(), overrides));
        if (refusals.isEmpty()) {
            services.forEach(
                    service -> refusals.addAll(rules.checkService(new ServiceFiles(service, overrides), operations)));
        }
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Nothing more to check.
    }
}
