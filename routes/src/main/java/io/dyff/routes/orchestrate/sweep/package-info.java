/** Compares custom resources with rows, and heals what events missed. */
package io.dyff.routes.orchestrate.sweep;
