/** The store behind the aggregator, made anew from the state topic. */
package io.dyff.routes.state.store;
