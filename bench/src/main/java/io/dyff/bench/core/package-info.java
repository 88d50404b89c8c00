/** The way from event to row: what the aggregator, the sink and the commands that make them anew can do. */
package io.dyff.bench.core;
