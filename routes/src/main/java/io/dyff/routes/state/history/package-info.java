/** What became of each entity, change by change: kept beside its row for a time. */
package io.dyff.routes.state.history;
