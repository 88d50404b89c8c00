/** Beans of the kamelet that produces workflow events: the envelope before, the ticket after. */
package io.dyff.routes.event.produce;
