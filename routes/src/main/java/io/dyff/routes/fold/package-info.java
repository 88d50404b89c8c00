/** What an event does to an entity: one pure function, and the beans that carry it to and from the records. */
package io.dyff.routes.fold;
