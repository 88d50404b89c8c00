/** How an entity becomes a custom resource: pure functions, one class per kind. */
package io.dyff.routes.orchestrate.manifest;
