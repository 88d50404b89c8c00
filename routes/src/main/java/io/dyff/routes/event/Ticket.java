package io.dyff.routes.event;

/**
 * Where an acknowledged event stands.
 *
 * @param partition of the events topic
 * @param offset in the partition
 */
public record Ticket(int partition, long offset) {}
