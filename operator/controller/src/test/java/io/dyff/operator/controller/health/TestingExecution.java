package io.dyff.operator.controller.health;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;

/** A pass over an evaluation that does nothing. */
final class TestingExecution implements Metrics.ControllerExecution<String> {

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public String controllerName() {
        return "evaluation";
    }

    @Override
    public String successTypeName(String result) {
        return "noUpdate";
    }

    @Override
    public ResourceID resourceID() {
        return new ResourceID("eval-a", "workflows");
    }

    @Override
    public Map<String, Object> metadata() {
        return Map.of();
    }

    @Override
    public String execute() {
        return "done";
    }
}
