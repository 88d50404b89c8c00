/** The HTTP contract: from a matched operation to an event on the topic or a row of the database, and to the answer. */
package io.dyff.routes.api;
