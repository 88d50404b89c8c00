/**
 * An OCI registry for the images of artifacts: push and pull by any client of the OCI distribution specification 1.1, without
 * deletion of single blobs and without referrers.
 */
package io.dyff.routes.api.registry;
