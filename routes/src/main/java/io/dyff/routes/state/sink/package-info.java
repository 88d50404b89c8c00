/** From the state topic to PostgreSQL: rows, how far they are, and the commands that make them anew. */
package io.dyff.routes.state.sink;
