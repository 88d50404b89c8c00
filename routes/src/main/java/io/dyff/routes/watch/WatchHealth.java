package io.dyff.routes.watch;

import io.dyff.routes.component.kubeinformer.RunningInformers;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Out of service while a resource is not watched: what happens to it meanwhile is reported later. */
final class WatchHealth implements HealthIndicator {
    private final RunningInformers informers;

    WatchHealth(RunningInformers informers) {
        this.informers = informers;
    }

    @Override
    public Health health() {
        List<String> unsynced = informers.all().stream()
                .flatMap(consumer -> consumer.unsynced().stream())
                .toList();
        if (informers.all().isEmpty()) {
            return Health.outOfService().withDetail("watch", "not started").build();
        }
        return unsynced.isEmpty()
                ? Health.up().build()
                : Health.outOfService().withDetail("unsynced", unsynced).build();
    }
}
