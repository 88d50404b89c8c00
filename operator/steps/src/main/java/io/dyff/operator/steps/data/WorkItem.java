package io.dyff.operator.steps.data;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One dataset row to be evaluated in one replication; both together are its identity. */
public record WorkItem(String replication, long index, ObjectNode row) {}
