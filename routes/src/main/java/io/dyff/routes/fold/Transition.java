package io.dyff.routes.fold;

import java.util.Optional;

/**
 * An event beside what its entity stands at.
 *
 * @param current the stored entity, or empty before its creation
 * @param event decoded, of any supported generation
 */
public record Transition(Optional<EntityState> current, EntityEvent event) {}
