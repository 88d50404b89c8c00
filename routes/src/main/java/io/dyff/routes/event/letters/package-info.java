/** Refused events: found, explained, and sent again. */
package io.dyff.routes.event.letters;
