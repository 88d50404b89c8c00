/** The process that holds what a cluster would give the platform: broker, database, object store and Kubernetes. */
package io.dyff.local.infra;
