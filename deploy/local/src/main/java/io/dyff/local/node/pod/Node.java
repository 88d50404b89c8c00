package io.dyff.local.node.pod;

import io.dyff.local.node.NodeCounters;
import io.dyff.local.node.NodeSettings;
import io.dyff.local.node.container.ContainerPlan;
import io.dyff.local.node.container.PortLedger;
import io.dyff.local.node.container.Supervisor;
import io.dyff.local.node.probe.Checks;
import java.util.concurrent.ScheduledExecutorService;

/** What all pods of a node share. */
public record Node(
        NodeSettings settings,
        PodApi api,
        Supervisor supervisor,
        Checks checks,
        ContainerPlan.Surroundings surroundings,
        PortLedger ports,
        NodeCounters counters,
        ScheduledExecutorService clock) {}
