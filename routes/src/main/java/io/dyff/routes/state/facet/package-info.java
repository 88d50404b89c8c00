/** The index of what listings filter by: one text for each filter's value of each entity. */
package io.dyff.routes.state.facet;
