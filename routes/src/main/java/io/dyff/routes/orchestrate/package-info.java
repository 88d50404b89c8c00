/** Decides which entities may run, and makes it so: admission by dependencies and quotas, custom resources, the sweep. */
package io.dyff.routes.orchestrate;
