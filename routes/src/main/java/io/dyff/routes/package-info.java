/** The Camel application: ingestion, aggregation, the sink, orchestration and the watch. */
package io.dyff.routes;
