/** From an event to the moment when readers see it. */
package io.dyff.routes.api.announce;
