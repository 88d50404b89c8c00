package io.dyff.node.pod;

import io.dyff.node.NodeCounters;
import io.dyff.node.NodeSettings;
import io.dyff.node.container.ContainerPlan;
import io.dyff.node.container.PortLedger;
import io.dyff.node.container.SupervisorScript;
import io.dyff.node.probe.Checks;
import java.util.concurrent.ScheduledExecutorService;

/** What all pods of a node share. */
public record Node(
        NodeSettings settings,
        PodApi api,
        SupervisorScript supervisor,
        Checks checks,
        ContainerPlan.Surroundings surroundings,
        PortLedger ports,
        StartPlaces places,
        NodeCounters counters,
        ScheduledExecutorService clock) {}
