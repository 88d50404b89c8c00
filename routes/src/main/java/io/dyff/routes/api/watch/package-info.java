/** Streams of server-sent events: how an entity, or what matches a query, changes. Decision: docs/adr/0015. */
package io.dyff.routes.api.watch;
